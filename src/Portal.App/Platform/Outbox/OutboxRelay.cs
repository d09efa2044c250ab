using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Workers;

namespace Portal.App.Platform.Outbox;

/// <summary>
/// Sends what the outbox holds, at least once, on any number of nodes. A message is claimed by a conditional update that
/// leases it for a minute: one row changed means it is ours, and a node that dies lets go of it by itself. Messages of one
/// target go in order, so the later ones wait for the first; other targets do not, nor does anybody wait for one that is
/// itself put off until later and was never tried. A failure is tried again after growing
/// pauses for 24 hours, and then, or at once when it is hopeless, marked failed with its error.
/// </summary>
public sealed class OutboxRelay(
    IDbContextFactory<PortalDb> contexts, MailQueue mails, IMailSender sender, PublicAddress address, FailedWork failed, TimeProvider clock,
    ILogger<OutboxRelay> log)
    : BackgroundService
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>
    /// With the pauses below a day of trying. Counted in attempts and not from the message's birth, since one that waited
    /// behind a failing one has not been tried yet.
    /// </summary>
    public const int MostAttempts = 18;

    /// <summary>What is over stays this long, for whoever asks whether a mail went out.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    private static readonly TimeSpan CleaningEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(2);
    private const int AtOnce = 8;

    private DateTimeOffset nextCleaning;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    while (await SendDueAsync(stoppingToken) > 0)
                    {
                        // until nothing is due
                    }

                    await CleanAsync(stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    log.LogWarning(failure, "The outbox could not be read; trying again");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the host stops; what was being sent keeps its lease and is looked at again after it
        }
    }

    /// <summary>Sends what is due now, a few at a time; the answer is how many were claimed here.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<Guid> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            due = await db.Outbox
                .Where(message => message.DoneAt == null && message.FailedAt == null && message.DueAt <= now
                    && (message.LeasedUntil == null || message.LeasedUntil <= now)
                    && !db.Outbox.Any(older => older.Target == message.Target && older.DoneAt == null && older.FailedAt == null
                        && (older.Attempts > 0 || older.DueAt <= now)
                        && (older.CreatedAt < message.CreatedAt
                            || (older.CreatedAt == message.CreatedAt && older.Id.CompareTo(message.Id) < 0))))
                .OrderBy(message => message.DueAt)
                .Select(message => message.Id)
                .Take(AtOnce)
                .ToListAsync(cancellationToken);
        }

        var claimed = await Task.WhenAll(due.Select(id => SendAsync(id, cancellationToken)));
        return claimed.Count(mine => mine);
    }

    /// <summary>Once an hour: deletes what has been over for a month.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now < nextCleaning)
            return;

        nextCleaning = now + CleaningEvery;
        var before = now - Keep;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Outbox.Where(message => message.DoneAt < before || message.FailedAt < before)
            .DeleteInPartsAsync(message => message.Id, cancellationToken);
    }

    private async Task<bool> SendAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = now + Lease;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = await db.Outbox
            .Where(message => message.Id == id && message.DoneAt == null && message.FailedAt == null
                && (message.LeasedUntil == null || message.LeasedUntil <= now))
            .ExecuteUpdateAsync(
                set => set.SetProperty(message => message.LeasedUntil, until)
                    .SetProperty(message => message.Attempts, message => message.Attempts + 1),
                cancellationToken);
        if (mine == 0)
            return false;

        var message = await db.Outbox.AsNoTracking().FirstAsync(found => found.Id == id, cancellationToken);
        try
        {
            await sender.SendAsync(id, MailLetter.Write(mails.Read(message), address.Root), cancellationToken);
            await StampAsync(db, message, set => set
                .SetProperty(found => found.DoneAt, clock.GetUtcNow())
                .SetProperty(found => found.LastError, (string?)null));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await FailAsync(db, message, failure);
        }

        return true;
    }

    private async Task FailAsync(PortalDb db, OutboxMessage message, Exception failure)
    {
        var now = clock.GetUtcNow();
        var hopeless = failure is MailRefusedException or CryptographicException or JsonException;
        var error = $"{failure.GetType().Name}: {failure.Message}";
        error = error.Length <= Lengths.Note ? error : error[..Lengths.Note];
        if (hopeless || message.Attempts >= MostAttempts)
        {
            log.LogError(failure, "Outbox message {Id} is given up after {Attempts} attempts", message.Id, message.Attempts);
            await StampAsync(db, message, set => set
                .SetProperty(found => found.FailedAt, now)
                .SetProperty(found => found.LastError, error)
                .SetProperty(found => found.LeasedUntil, (DateTimeOffset?)null));
            await failed.NoteAsync(new WorkItem(WorkKind.Mail, message.Id, message.Type), failure, CancellationToken.None);
            return;
        }

        var next = now + Delay(message.Attempts);
        log.LogWarning(failure, "Outbox message {Id} failed at attempt {Attempts}; next at {Next}", message.Id, message.Attempts, next);
        await StampAsync(db, message, set => set
            .SetProperty(found => found.DueAt, next)
            .SetProperty(found => found.LastError, error)
            .SetProperty(found => found.LeasedUntil, (DateTimeOffset?)null));
    }

    // Only while the lease is still this one: a slow node must not stamp what another one has taken over.
    private static Task<int> StampAsync(
        PortalDb db, OutboxMessage message, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<OutboxMessage>> set) =>
        db.Outbox.Where(found => found.Id == message.Id && found.Attempts == message.Attempts && found.DoneAt == null)
            .ExecuteUpdateAsync(set, CancellationToken.None);

    private static TimeSpan Delay(int attempts)
    {
        var delay = FirstDelay * Math.Pow(3, Math.Min(attempts - 1, 10));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
