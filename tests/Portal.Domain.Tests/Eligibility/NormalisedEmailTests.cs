using Portal.Domain.Common;
using Portal.Domain.Eligibility;

namespace Portal.Domain.Tests.Eligibility;

public sealed class NormalisedEmailTests
{
    [Theory]
    [InlineData("An@Example.VN", "an@example.vn")]
    [InlineData("an+khuyenmai@example.vn", "an@example.vn")]
    [InlineData("an.nguyen@example.vn", "an.nguyen@example.vn")]
    [InlineData("A.n.Nguyen+shop@gmail.com", "annguyen@gmail.com")]
    [InlineData("an.nguyen@googlemail.com", "annguyen@gmail.com")]
    [InlineData("+an@example.vn", "+an@example.vn")]
    [InlineData("an@mail.gmail.com", "an@mail.gmail.com")]
    public void R4_4_One_mailbox_under_several_spellings_is_one(string written, string mailbox) =>
        Assert.Equal(mailbox, NormalisedEmail.Of(written));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("an@")]
    [InlineData("không phải e-mail")]
    public void R4_4_What_is_no_address_is_nobodys_mailbox(string? written) => Assert.Null(NormalisedEmail.Of(written));

    [Theory]
    [InlineData("an.nguyen@example.vn", "a***@example.vn")]
    [InlineData("a@example.vn", "a***@example.vn")]
    [InlineData("nobody", "***")]
    public void A_masked_address_shows_its_first_letter_and_its_domain(string email, string masked) =>
        Assert.Equal(masked, MaskedEmail.Of(email));
}
