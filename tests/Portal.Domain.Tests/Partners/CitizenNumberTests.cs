using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.Domain.Tests.Partners;

/// <summary>The structure of a citizen card's number (R1.10).</summary>
public sealed class CitizenNumberTests
{
    private static readonly DateOnly Today = new(2026, 6, 10);

    [Theory]
    [InlineData("001099012345", 1999)]
    [InlineData("079199012345", 1999)]
    [InlineData("096 205 012 345", 2005)]
    [InlineData("001.308.000000", 2008)]
    [InlineData("048000999999", 1900)]
    public void The_year_of_birth_is_in_it(string typed, int year) => Assert.Equal(year, CitizenNumber.Read(typed, Today).Value.BirthYear);

    [Theory]
    [InlineData("", FieldCodes.Required)]
    [InlineData(" . ", FieldCodes.Required)]
    [InlineData("00109901234", IdentityRefusals.NumberMalformed)]
    [InlineData("0010990123456", IdentityRefusals.NumberMalformed)]
    [InlineData("00109901234x", IdentityRefusals.NumberMalformed)]
    [InlineData("003099012345", IdentityRefusals.NumberMalformed)]
    [InlineData("097099012345", IdentityRefusals.NumberMalformed)]
    [InlineData("001227012345", IdentityRefusals.NumberMalformed)]
    [InlineData("001499012345", IdentityRefusals.NumberMalformed)]
    [InlineData("001226012345", IdentityRefusals.TooYoung)]
    [InlineData("001209012345", IdentityRefusals.TooYoung)]
    [InlineData("٠٠١٠٩٩٠١٢٣٤٥", IdentityRefusals.NumberMalformed)]
    public void What_cannot_be_one_is_refused(string typed, string code) =>
        Assert.Equal(code, Assert.Single(CitizenNumber.Read(typed, Today).Refusal!.Fields).Code);
}
