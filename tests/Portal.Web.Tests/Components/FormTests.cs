using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Common;
using Portal.Web.Components.Shared;

namespace Portal.Web.Tests.Components;

public sealed class FormTests : ComponentTest
{
    [Fact]
    public void A_field_says_what_the_use_case_refused_and_ties_it_to_the_input()
    {
        var refusal = Refusal.Invalid(new FieldError("destinationUrl", FieldCodes.UrlHostNotAllowed).With("host", "evil.example"));
        var field = Render<FormField>(p => p
            .Add(c => c.Label, "Địa chỉ")
            .Add(c => c.Name, "destinationUrl")
            .Add(c => c.Hint, "Dán cả địa chỉ")
            .Add(c => c.Refusal, refusal)
            .Add(c => c.ChildContent, Input));

        var input = field.Find("input");
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal(input.Id, field.Find("label").GetAttribute("for"));
        Assert.Equal("Chương trình không nhận trang evil.example.", field.Find(".field-error").TextContent);
        Assert.Equal($"{field.Find(".field-error").Id} {field.Find(".field-hint").Id}", input.GetAttribute("aria-describedby"));
    }

    [Fact]
    public void A_field_that_is_right_says_nothing()
    {
        var field = Render<FormField>(p => p.Add(c => c.Label, "Địa chỉ").Add(c => c.Name, "name").Add(c => c.ChildContent, Input)
            .Add(c => c.Refusal, Refusal.Invalid(new FieldError("other", FieldCodes.Required))));

        Assert.Empty(field.FindAll(".field-error"));
        Assert.False(field.Find("input").HasAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_question_is_answered_by_its_button_and_goes_away()
    {
        var confirm = Render<Confirm>();
        var answer = confirm.InvokeAsync(() => Task.FromResult(confirm.Instance.AskAsync("Tạm dừng?", "3 đơn đang chờ", "Tạm dừng")));
        confirm.Render();
        Assert.Contains("3 đơn đang chờ", confirm.Markup, StringComparison.Ordinal);

        await confirm.Find("button.primary").ClickAsync(new());

        Assert.True(await await answer);
        Assert.Empty(confirm.FindAll("dialog"));
    }

    [Fact]
    public async Task A_question_that_is_closed_is_a_no()
    {
        var confirm = Render<Confirm>();
        var answer = confirm.InvokeAsync(() => Task.FromResult(confirm.Instance.AskAsync("Xóa?", "", "Xóa", dangerous: true)));
        confirm.Render();

        await confirm.Find("[data-close]").ClickAsync(new());

        Assert.False(await await answer);
    }

    [Fact]
    public void A_sheet_has_a_way_out_that_its_address_knows()
    {
        var sheet = Render<SideSheet>(
            p => p.Add(c => c.Open, true).Add(c => c.Title, "Đơn DH-1").Add(c => c.CloseHref, "/partner/orders?page=2"));

        Assert.Equal("/partner/orders?page=2", sheet.Find("a[data-close]").GetAttribute("href"));
        Assert.Equal("Đơn DH-1", sheet.Find($"#{sheet.Find("dialog").GetAttribute("aria-labelledby")}").TextContent);
    }

    private static RenderFragment Input(FormField.Input input) => builder =>
    {
        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "id", input.Id);
        builder.AddAttribute(2, "aria-describedby", input.DescribedBy);
        builder.AddAttribute(3, "aria-invalid", input.Invalid);
        builder.CloseElement();
    };
}
