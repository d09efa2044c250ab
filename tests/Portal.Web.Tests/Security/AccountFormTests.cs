using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Web.Setup;
using Portal.Web.SignIn;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Security;

/// <summary>What anybody may send is small: forms are refused by size before they are read, with a page that says so.</summary>
public sealed class AccountFormTests(AccountPortal portal) : IClassFixture<AccountPortal>
{
    private readonly AccountHost host = portal.Host;

    public static TheoryData<string> AccountPages => [.. typeof(AccountPage).Assembly.GetTypes()
        .Where(page => typeof(AccountPage).IsAssignableFrom(page) && !page.IsAbstract)
        .SelectMany(page => page.GetCustomAttributes(typeof(Microsoft.AspNetCore.Components.RouteAttribute), false)
            .Cast<Microsoft.AspNetCore.Components.RouteAttribute>())
        .Select(route => route.Template.Replace("{token}", "khong-co", StringComparison.OrdinalIgnoreCase))
        .Append(AccountPaths.SignOut).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(AccountPages))]
    public async Task A_form_of_megabytes_is_refused_with_a_page_that_says_so(string path)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("Input.Name", new string('a', 4 * 1024 * 1024))]);
        using var answer = await host.Open().Client.PostAsync(path, content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("Nội dung gửi lên quá lớn", (await Browser.ReadAsync(answer)).QuerySelector("h1")!.Text());
    }

    [Theory]
    [MemberData(nameof(AccountPages))]
    public async Task A_form_that_does_not_say_its_length_is_read_no_further_than_that(string path)
    {
        var endless = new EndlessForm();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(endless) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.TransferEncodingChunked = true;

        using var answer = await host.Open().Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.InRange(endless.Given, FormSetup.LargestForm, 16 * FormSetup.LargestForm);
    }

    [Theory]
    [MemberData(nameof(AccountPages))]
    public async Task A_field_that_is_too_long_and_too_many_fields_are_refused_with_a_page_that_says_so(string path)
    {
        var browser = host.Open();
        foreach (var fields in new[]
        {
            [KeyValuePair.Create("Input.Name", new string('a', FormSetup.LongestField + 1))],
            Enumerable.Range(0, FormSetup.MostFields + 1).Select(number => KeyValuePair.Create($"Input.F{number}", "a")).ToArray(),
        })
        {
            using var content = new FormUrlEncodedContent(fields);
            using var answer = await browser.Client.PostAsync(path, content);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("Không đọc được nội dung gửi lên", (await Browser.ReadAsync(answer)).QuerySelector("h1")!.Text());
        }
    }

    [Fact]
    public async Task A_form_of_the_usual_size_passes()
    {
        var answer = await host.Open().SignInAsync(new string('a', 254), "khong phai mat khau");

        Browser.IsPage(answer);
    }

    [Fact]
    public void What_comes_over_a_pages_connection_is_capped_by_the_hub()
    {
        var limits = host.Services.GetServices<IConfigureOptions<HubOptions>>();
        var options = host.Services.GetRequiredService<IOptions<HubOptions>>().Value;

        Assert.NotEmpty(limits);
        Assert.InRange(options.MaximumReceiveMessageSize!.Value, 1, 64 * 1024);
    }

    /// <summary>A body that goes on for as long as somebody reads it.</summary>
    private sealed class EndlessForm : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            // enough to show that nobody stopped, and not so much that a portal without a limit takes the machine down
            if (Given > 64L * 1024 * 1024)
                return 0;
            buffer.AsSpan(offset, count).Fill((byte)'a');
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
