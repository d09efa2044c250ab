using Portal.Web.Components;

namespace Portal.Web.Tests.Components;

/// <summary>Numbers as people in Vietnam write them.</summary>
public sealed class PhoneTextTests
{
    [Theory]
    [InlineData("+84901003425", "0901 003 425")]
    [InlineData("+842838221234", "028 3822 1234")]
    [InlineData("+4915112345678", "+4915112345678")]
    [InlineData("", "")]
    public void A_number_is_grouped(string stored, string shown) => Assert.Equal(shown, PhoneText.Of(stored));
}
