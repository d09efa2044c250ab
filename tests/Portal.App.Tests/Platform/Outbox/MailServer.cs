using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Portal.App.Tests.Platform.Outbox;

/// <summary>An SMTP server on this machine that keeps what it is sent, and answers recipients as told.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;

    private MailServer(int port, SmtpReplyCode toRecipient)
    {
        Port = port;
        var options = new SmtpServerOptionsBuilder().ServerName("localhost")
            .Endpoint(at => at.Endpoint(new IPEndPoint(IPAddress.Any, port))).Build();
        var services = new ServiceProvider();
        services.Add((IMailboxFilter)new Recipients(toRecipient));
        services.Add((IMessageStore)new Store(Mails));
        running = new SmtpServer.SmtpServer(options, services).StartAsync(stopping.Token);
    }

    public int Port { get; }

    public ConcurrentQueue<MimeMessage> Mails { get; } = [];

    public static async Task<MailServer> StartAsync(SmtpReplyCode toRecipient = SmtpReplyCode.Ok)
    {
        var server = new MailServer(FreePort(), toRecipient);
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, server.Port, timeout.Token);
                return server;
            }
            catch (SocketException) when (!server.running.IsCompleted)
            {
                await Task.Yield(); // it is not listening yet
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
        foreach (var mail in Mails)
            mail.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Recipients(SmtpReplyCode answer) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(
            ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            answer == SmtpReplyCode.Ok ? Task.FromResult(true) : throw new SmtpResponseException(new SmtpResponse(answer, "not now"));
    }

    private sealed class Store(ConcurrentQueue<MimeMessage> mails) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var content = new MemoryStream(buffer.ToArray());
            mails.Enqueue(await MimeMessage.LoadAsync(content, cancellationToken));
            return SmtpResponse.Ok;
        }
    }
}
