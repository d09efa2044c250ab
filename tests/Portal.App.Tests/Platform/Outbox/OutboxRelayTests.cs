using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Platform.Outbox;

public sealed class OutboxRelayTests
{
    [DatabaseTheory]
    public async Task Eight_workers_send_forty_messages_once_each(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await FillAsync(world, 40, i => $"person{i}@example.vn");
        var sender = new Sender();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => DrainAsync(Relay(world, sender)))));

        Assert.Equal(40, sender.Sent.Count);
        Assert.Equal(40, sender.Sent.Distinct().Count());
        await using var db = await world.DbAsync();
        Assert.Equal(40, await db.Outbox.CountAsync(message => message.DoneAt != null && message.Attempts == 1));
    }

    [DatabaseTheory]
    public async Task Messages_of_one_target_go_in_order_also_with_several_workers(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await FillAsync(world, 12, _ => "one@example.vn");
        var sender = new Sender();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => DrainAsync(Relay(world, sender)))));
        await DrainAsync(Relay(world, sender));

        await using var db = await world.DbAsync();
        var inOrder = await db.Outbox.OrderBy(message => message.CreatedAt).Select(message => message.Id).ToListAsync();
        Assert.Equal(inOrder, sender.Sent);
    }

    [DatabaseTheory]
    public async Task A_poisoned_message_holds_up_its_own_target_only_and_is_given_up_after_a_day(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await FillAsync(world, 1, _ => "bad@example.vn");
        await FillAsync(world, 1, _ => "good@example.vn");
        await FillAsync(world, 1, _ => "bad@example.vn");
        var sender = new Sender { Failure = letter => letter.Address == "bad@example.vn" ? new IOException("no route") : null };
        var relay = Relay(world, sender);
        var rounds = 0;

        await DrainAsync(relay);
        Assert.Single(sender.Sent);
        for (; rounds < 200; rounds++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(15));
            await DrainAsync(relay);
            await using var look = await world.DbAsync();
            if (await look.Outbox.AnyAsync(message => message.FailedAt != null))
                break;
        }

        sender.Failure = null;
        world.Clock.Advance(TimeSpan.FromMinutes(15));
        await DrainAsync(relay);

        await using var db = await world.DbAsync();
        var bad = await db.Outbox.Where(message => message.Target == "bad@example.vn").OrderBy(message => message.CreatedAt).ToListAsync();
        Assert.InRange(bad[0].FailedAt!.Value - bad[0].CreatedAt, TimeSpan.FromHours(22), TimeSpan.FromHours(26));
        Assert.Equal(OutboxRelay.MostAttempts, bad[0].Attempts);
        Assert.Contains("no route", bad[0].LastError, StringComparison.Ordinal);
        Assert.NotNull(bad[1].DoneAt);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_or_whose_address_is_refused_is_given_up_at_once()
    {
        await using var world = await World.CreateAsync();
        await FillAsync(world, 1, _ => "refused@example.vn");
        await using (var db = await world.DbAsync())
        {
            db.Outbox.Add(new OutboxMessage
            {
                Id = Ids.New(world.Clock),
                Type = MailQueue.MessageType,
                Target = "broken@example.vn",
                PayloadProtected = [1, 2, 3],
                CreatedAt = world.Clock.GetUtcNow(),
                DueAt = world.Clock.GetUtcNow(),
            });
            await db.SaveChangesAsync();
        }

        await DrainAsync(Relay(world, new Sender { Failure = _ => new MailRefusedException("550", new IOException()) }));

        await using var after = await world.DbAsync();
        Assert.Equal(2, await after.Outbox.CountAsync(message => message.FailedAt != null && message.Attempts == 1));
    }

    [Fact]
    public async Task A_lease_that_a_dead_worker_left_runs_out()
    {
        await using var world = await World.CreateAsync();
        await FillAsync(world, 1, _ => "one@example.vn");
        await using (var db = await world.DbAsync())
            await db.Outbox.ExecuteUpdateAsync(
                set => set.SetProperty(message => message.LeasedUntil, world.Clock.GetUtcNow() + OutboxRelay.Lease));
        var sender = new Sender();
        var relay = Relay(world, sender);

        await DrainAsync(relay);
        Assert.Empty(sender.Sent);
        world.Clock.Advance(OutboxRelay.Lease);
        await DrainAsync(relay);

        Assert.Single(sender.Sent);
    }

    [DatabaseTheory]
    public async Task What_is_over_is_deleted_after_a_month_and_what_waits_is_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await FillAsync(world, 2, i => $"person{i}@example.vn");
        var sender = new Sender { Failure = letter => letter.Address == "person1@example.vn" ? new IOException("no route") : null };
        var relay = Relay(world, sender);
        await DrainAsync(relay);

        world.Clock.Advance(OutboxRelay.Keep + TimeSpan.FromSeconds(1));
        await relay.CleanAsync(CancellationToken.None);

        await using var db = await world.DbAsync();
        Assert.Equal("person1@example.vn", (await db.Outbox.SingleAsync()).Target);
    }

    [Fact]
    public async Task What_waits_in_the_database_does_not_show_its_one_time_link()
    {
        await using var world = await World.CreateAsync();
        await FillAsync(world, 1, _ => "one@example.vn");

        await using var db = await world.DbAsync();
        var stored = Encoding.Latin1.GetString((await db.Outbox.SingleAsync()).PayloadProtected);

        Assert.DoesNotContain("token=", stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi", "Đặt lại mật khẩu Portal", "Chào &lt;b&gt;Đào&lt;/b&gt;,")]
    [InlineData("en", "Reset your Portal password", "Hello &lt;b&gt;Đào&lt;/b&gt;,")]
    public void A_letter_is_written_in_the_persons_language_and_shows_names_as_text(string language, string subject, string greeting)
    {
        var mail = new Mail("dao@example.vn", "<b>Đào</b>", language, MailKind.PasswordReset, new Dictionary<string, string>
        {
            ["link"] = "account/reset-password?token=abc",
            ["expires"] = World.Start.ToString("O"),
        });

        var letter = MailLetter.Write(mail, "https://portal.example/");

        Assert.Equal(subject, letter.Subject);
        Assert.Contains("https://portal.example/account/reset-password?token=abc", letter.Text, StringComparison.Ordinal);
        Assert.Contains("10/06/2026 12:00:00", letter.Text, StringComparison.Ordinal);
        Assert.Contains(greeting, letter.Html.Replace("&#272;", "Đ", StringComparison.Ordinal)
            .Replace("&#224;", "à", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_mail_has_its_words_in_both_languages()
    {
        var facts = new Dictionary<string, string>
        {
            ["link"] = "x",
            ["role"] = "Admin",
            ["expires"] = World.Start.ToString("O"),
            ["at"] = World.Start.ToString("O"),
            ["programme"] = "P",
            ["shop"] = "S",
            ["partner"] = "P",
            ["riskRule"] = "DeviceClash",
            ["rewards"] = "2",
            ["due"] = World.Start.ToString("O"),
            ["bank"] = "Vietcombank",
            ["end"] = "3456",
            ["reason"] = "Ảnh mờ",
            ["usable"] = World.Start.ToString("O"),
            ["amount"] = "300000",
            ["tax"] = "30000",
            ["reference"] = "RUT-1",
            ["payoutReason"] = "Tên không khớp",
            ["number"] = "KN-2026-000001",
            ["week"] = "2026-06-08",
            ["period"] = "06/2026",
            ["file"] = "don-hang.xlsx",
            ["rows"] = "3",
            ["net"] = "-9000",
            ["until"] = "2026-06-22T00:00:00+07:00",
            ["dispute"] = "x",
            ["disputeState"] = "x",
            ["name"] = "x",
            ["order"] = "x",
            ["organisation"] = "x",
            ["portal"] = "x",
            ["question"] = "x",
        };
        foreach (var kind in Enum.GetValues<MailKind>())
        {
            // a security notice needs no link
            var own = kind is MailKind.PasswordChanged or MailKind.AuthenticatorChanged or MailKind.AuthenticatorReset
                ? facts.Where(fact => fact.Key != "link").ToDictionary()
                : facts;
            foreach (var language in (string[])["vi", "en"])
            {
                var letter = MailLetter.Write(new Mail("a@example.vn", "A", language, kind, own), "https://portal.example/");
                Assert.DoesNotContain("…", letter.Subject + letter.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Without_a_mail_server_mails_are_files_that_can_be_read()
    {
        await using var world = await World.CreateAsync();
        await FillAsync(world, 1, _ => "one@example.vn");

        await DrainAsync(Relay(world, world.Get<IMailSender>()));

        var folder = world.Get<DataDirectory>().Folder("mail");
        var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder, "*.eml")));
        Assert.Contains("account/invitation?token=0", text, StringComparison.Ordinal);
        Assert.Contains("Nhận lời mời", text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(folder));
    }

    private static async Task FillAsync(World world, int count, Func<int, string> target)
    {
        await using var db = await world.DbAsync();
        for (var i = 0; i < count; i++)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(1));
            world.Get<MailQueue>().Add(db, new Mail(target(i), "Đào", "vi", MailKind.Invitation, new Dictionary<string, string>
            {
                ["link"] = $"account/invitation?token={i}",
                ["role"] = "Auditor",
                ["expires"] = World.Start.ToString("O"),
            }));
        }

        await db.SaveChangesAsync();
    }

    private static OutboxRelay Relay(World world, IMailSender sender) => new(
        world.Get<IDbContextFactory<PortalDb>>(), world.Get<MailQueue>(), sender, world.Get<PublicAddress>(),
        world.Get<App.Platform.Workers.FailedWork>(), world.Clock, NullLogger<OutboxRelay>.Instance);

    private static async Task DrainAsync(OutboxRelay relay)
    {
        while (await relay.SendDueAsync(CancellationToken.None) > 0)
        {
            // until nothing is due
        }
    }

    private sealed class Sender : IMailSender
    {
        public ConcurrentQueue<Guid> Sent { get; } = new();

        public Func<MailLetter, Exception?>? Failure { get; set; }

        public async Task SendAsync(Guid id, MailLetter letter, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (Failure?.Invoke(letter) is { } failure)
                throw failure;
            Sent.Enqueue(id);
        }
    }
}
