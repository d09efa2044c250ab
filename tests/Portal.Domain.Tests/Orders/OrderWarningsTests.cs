using Portal.Domain.Orders;

namespace Portal.Domain.Tests.Orders;

/// <summary>What is taken in and yet recognises nobody is said, never passed over.</summary>
public sealed class OrderWarningsTests
{
    [Theory]
    [InlineData("0901234567", null, null)]
    [InlineData("", "", null)]
    [InlineData(null, null, null)]
    [InlineData("09012345", null, OrderRefusals.PhoneUnreadable)]
    [InlineData("0901****67", null, OrderRefusals.PhoneUnreadable)]
    [InlineData("0901234567 / 0912345678", null, OrderRefusals.PhoneSeveral)]
    [InlineData(null, "khach@", OrderRefusals.EmailUnreadable)]
    [InlineData(null, "khach@example.vn", null)]
    public void R5_1_A_field_by_which_nobody_is_recognised_is_said(string? phone, string? email, string? code) =>
        Assert.Equal(code, OrderWarnings.Of(new OrderCustomer(null, email, phone, null)).SingleOrDefault()?.Code);

    [Fact]
    public void R5_1_Of_several_phones_the_first_is_the_customers() =>
        Assert.Equal("+84901234567", OrderWarnings.MatchedPhone("0901 234 567 / 0912 345 678"));
}
