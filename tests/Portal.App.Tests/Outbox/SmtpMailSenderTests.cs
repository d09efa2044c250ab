using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.App.Outbox;
using Portal.App.Settings;

namespace Portal.App.Tests.Outbox;

public sealed class SmtpMailSenderTests
{
    private static readonly MailLetter Letter = new("dao@example.vn", "Nguyễn Thị Đào", "Đặt lại mật khẩu", "Chào Đào", "<p>Chào Đào</p>");

    [Fact]
    public async Task A_letter_goes_out_as_text_and_html_with_an_id_that_stays_the_same_when_it_is_sent_again()
    {
        using var server = new Server("250 taken");
        var id = Guid.CreateVersion7();

        await new SmtpMailSender(server.Settings).SendAsync(id, Letter, CancellationToken.None);

        var said = await server.Said;
        Assert.Contains("RCPT TO:<dao@example.vn>", said, StringComparison.Ordinal);
        Assert.Contains("Message-ID: <" + id.ToString("N"), said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Content-Type: text/plain; charset=utf-8", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Content-Type: text/html; charset=utf-8", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Ch=C3=A0o =C4=90=C3=A0o", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_is_refused_for_good()
    {
        using var server = new Server("550 no such user");

        await Assert.ThrowsAsync<MailRefusedException>(() => new SmtpMailSender(server.Settings).SendAsync(Guid.CreateVersion7(), Letter, CancellationToken.None));
    }

    [Fact]
    public async Task A_server_that_is_busy_is_tried_again()
    {
        using var server = new Server("450 try later");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => new SmtpMailSender(server.Settings).SendAsync(Guid.CreateVersion7(), Letter, CancellationToken.None));

        Assert.IsNotType<MailRefusedException>(failure);
    }

    /// <summary>Takes one mail on this machine, and answers its recipient as told.</summary>
    private sealed class Server : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public Server(string toRecipient)
        {
            listener.Start();
            Said = ListenAsync(toRecipient);
        }

        public Task<string> Said { get; }

        public MailSettings Settings => new() { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, From = "portal@portal.example" };

        public void Dispose() => listener.Dispose();

        private async Task<string> ListenAsync(string toRecipient)
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { AutoFlush = true, NewLine = "\r\n" };
            var said = new StringBuilder();
            var inMail = false;
            await writer.WriteLineAsync("220 ready");
            while (await reader.ReadLineAsync() is { } line)
            {
                said.Append(line).Append('\n');
                if (inMail && line != ".")
                    continue;
                inMail = line == "DATA";
                await writer.WriteLineAsync(line.Split(' ')[0] switch { "DATA" => "354 go on", "RCPT" => toRecipient, "QUIT" => "221 bye", _ => "250 fine" });
                if (line == "QUIT")
                    break;
            }

            return said.ToString();
        }
    }
}
