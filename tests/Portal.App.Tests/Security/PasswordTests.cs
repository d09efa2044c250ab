using Portal.App.Access.Users;

namespace Portal.App.Tests.Security;

/// <summary>Passwords that many people use, and those that somebody would try who knows whose they are, are refused.</summary>
public sealed class PasswordTests
{
    private const int Least = 3_000;

    [Fact]
    public void At_least_three_thousand_common_ones_of_a_length_that_would_do_are_refused()
    {
        using var list = typeof(PasswordPolicy).Assembly.GetManifestResourceStream("Portal.App.Access.Users.CommonPasswords.txt")!;
        using var reader = new StreamReader(list);
        var longEnough = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(password => password.Length >= PasswordPolicy.Shortest).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(longEnough.Count >= Least, $"{longEnough.Count}");
        Assert.All(longEnough, password => Assert.Equal("password_too_common", PasswordPolicy.Check("password", password)?.Code));
    }

    [Theory]
    [InlineData("Nguyenvanlinh", "password_too_common")]
    [InlineData("Vietnam20262026", "password_too_common")]
    [InlineData("hanhphuc123456", "password_too_common")]
    [InlineData("1122334455", "password_too_common")]
    [InlineData("Portal@2026!!", "password_too_common")]
    [InlineData("Portal-Affiliate1", "password_of_context")]
    [InlineData("doitac-portal-1", "password_of_context")]
    [InlineData("ketoanduyetchi0", null)]
    [InlineData("TramHuong#2026", "password_like_name")]
    [InlineData("dao.tramhuong99", "password_like_name")]
    [InlineData("portalnguyendao", "password_like_name")]
    [InlineData("ba con mèo leo cây cau", null)]
    [InlineData("dao thich leo cay", null)]
    public void Words_of_the_context_are_no_secret(string password, string? code) => Assert.Equal(
        code, PasswordPolicy.Check("password", password, "dao.nguyen@example.vn", "Nguyễn Thị Đào", "Trầm Hương")?.Code);
}
