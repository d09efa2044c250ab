using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.App.Documents;
using Portal.App.Documents.Issuing;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Web.Components.Documents;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Documents;

/// <summary>Documents over the real host: who has which, and what anybody learns of a number.</summary>
public sealed class DocumentDownloadTests
{
    private static readonly DateOnly June = new(2026, 6, 1);

    [Theory]
    [InlineData(FileFormat.Pdf, "application/pdf")]
    [InlineData(FileFormat.Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task R10_5_A_partners_statement_is_theirs_alone(FileFormat format, string type)
    {
        await using var world = await World.CreateAsync();
        var (subject, own, stranger) = await PartnersAsync(world);
        await using var host = new AccountHost(world);
        var address = DocumentPaths.File(subject, format);

        var mine = await (await host.SignInAsync(own)).GetAsync(address);
        var theirs = await (await host.SignInAsync(stranger)).GetAsync(address);
        var nobody = await host.Open().GetAsync(address);

        Assert.Equal((HttpStatusCode.OK, type), (mine.StatusCode, mine.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("sao-ke-2026-06.", mine.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        Assert.Equal("no-store, private", mine.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, nobody.StatusCode);
    }

    [Theory]
    [InlineData("/documents/partner-statement/{0}.pdf")]
    [InlineData("/documents/partner-statement/{0}/2026-13-01.pdf")]
    [InlineData("/documents/nothing/{0}.pdf")]
    [InlineData("/documents/month-report/{0}/2026-06-01.docx")]
    public async Task What_there_is_not_is_not_found(string address)
    {
        await using var world = await World.CreateAsync();
        var (subject, own, _) = await PartnersAsync(world);
        await using var host = new AccountHost(world);

        var answer = await (await host.SignInAsync(own)).GetAsync(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, address, subject.Id));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_check_tells_a_genuine_from_a_forged_paper_and_nothing_more()
    {
        await using var world = await World.CreateAsync();
        var (subject, _, _) = await PartnersAsync(world);
        var issued = (await world.IssuesAsync(subject)).Value;
        await using var host = new AccountHost(world);
        var anybody = host.Open();

        var page = await anybody.ReadAsync($"/check/{issued.Number}");
        var forged = await anybody.ReadAsync($"/check/{issued.Number[..^2]}ZZ");
        var json = await AskAsync(anybody, $"/check/{issued.Number}?total={issued.Total}");
        var other = await AskAsync(anybody, $"/check/{issued.Number}?total={issued.Total + 1}");

        Assert.Contains("Tài liệu có thật", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(new Dong(issued.Total).ToString(), page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("Không có tài liệu này", forged.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["genuine", "number", "issuedOn", "total", "replacedBy"], json.AsObject().Select(field => field.Key));
        Assert.True(json["genuine"]!.GetValue<bool>());
        Assert.False(other["genuine"]!.GetValue<bool>());
        Assert.Null(other["total"]);
    }

    [Fact]
    public async Task Numbers_are_slow_to_guess()
    {
        await using var world = await World.CreateAsync();
        await using var host = new AccountHost(world, ("Limits:SignInsPerMinute", "3"));
        var anybody = host.Open();

        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 5; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/check/SK-{i}");
            request.Headers.Accept.ParseAdd("application/json");
            answers.Add((await anybody.Client.SendAsync(request)).StatusCode);
        }

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests],
            answers);
    }

    private static async Task<JsonNode> AskAsync(Browser browser, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/json");
        return (await (await browser.Client.SendAsync(request)).Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>A partner with a closed June, and another.</summary>
    private static async Task<(DocumentSubject Subject, World.Person Own, World.Person Stranger)> PartnersAsync(World world)
    {
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        var (mine, other) = (await world.HasPartnerAsync(), await world.HasPartnerAsync());
        await world.IsOwedAsync(mine, 450_000);
        world.NextMonth();
        Assert.True((await world.ClosesAsync(June)).Succeeded);
        return (
            World.MonthOf(mine, June), await world.PersonAsync(Role.Partner, partnerId: mine.Id),
            await world.PersonAsync(Role.Partner, partnerId: other.Id));
    }
}
