using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>Where an attempt to sign in comes from.</summary>
/// <param name="Address">The network address; null where there is none.</param>
/// <param name="Device">The device, when it has signed in to this very account before.</param>
public sealed record AttemptOrigin(string? Address = null, Guid? Device = null)
{
    public static readonly AttemptOrigin Unknown = new();

    /// <summary>What counts as one address: a customer of an IPv6 provider has 2^64 of their own.</summary>
    public string Source => IPAddress.TryParse(Address, out var address)
        && address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : Address ?? "";
}

/// <summary>
/// Slows guessing without letting strangers lock anybody out. Five wrong passwords for one account from one address block that pair for a
/// quarter of an hour, a hundred from one address the address, twenty for one account from anywhere all devices that are new to it; a
/// device that has signed in to the account before has five of its own, whatever strangers do. Codes have five, which only who knows
/// the password can use up. Names without an account are counted alike: being blocked must not tell that an account exists.
/// </summary>
public sealed class SignInAttempts(AttemptCounter counter, PortalKeys keys, IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public const int Allowed = 5;
    public const int AllowedOfAccount = 20;
    public const int AllowedOfAddress = 100;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan PausedFor = TimeSpan.FromHours(1);

    /// <summary>
    /// So many rows at most are made by names that nobody has, and by addresses: a stranger can think of any number of them.
    /// </summary>
    private const int Buckets = 65_536;

    /// <summary>Counts an attempt at the password as failed, before it is judged.</summary>
    /// <param name="userId">The account; null when nobody has the name.</param>
    /// <param name="name">The name that was typed.</param>
    /// <returns>Why nothing may be judged; null when it may.</returns>
    public async Task<Refusal?> TakeAsync(Guid? userId, string name, AttemptOrigin origin, CancellationToken cancellationToken)
    {
        foreach (var key in PasswordKeys(userId, name, origin))
        {
            if (!await counter.TakeAsync(key, cancellationToken))
                return Refused(key);
        }

        if (userId is { } account)
            await ShowAsync(account, cancellationToken);
        return null;
    }

    /// <summary>What is said about a wrong password: that it is wrong, or that it was the last that is looked at for a while.</summary>
    public async Task<Refusal> WrongAsync(Guid? userId, string name, AttemptOrigin origin, CancellationToken cancellationToken)
    {
        foreach (var key in PasswordKeys(userId, name, origin))
        {
            if (await counter.IsBlockedAsync(key, cancellationToken))
                return Refused(key);
        }

        return SignInRefusals.Wrong;
    }

    /// <summary>The password was right. With a code to come, only that clears the count: a stolen password buys no fresh guesses.</summary>
    public async Task RightAsync(Guid userId, string name, AttemptOrigin origin, bool codeToCome)
    {
        foreach (var key in PasswordKeys(userId, name, origin))
        {
            if (codeToCome || key.Scope == AttemptScope.Address)
                await counter.GiveBackAsync(key, CancellationToken.None);
            else
                await counter.ClearAsync(key, CancellationToken.None);
        }

        await ShowAsync(userId, CancellationToken.None);
    }

    /// <summary>Counts an attempt at the code of the second step; false when none is looked at.</summary>
    public Task<bool> TakeCodeAsync(Guid userId, AttemptOrigin origin, CancellationToken cancellationToken) =>
        counter.TakeAsync(CodeKey(userId, origin), cancellationToken);

    public Task<bool> IsCodeLockedAsync(Guid userId, AttemptOrigin origin, CancellationToken cancellationToken) =>
        counter.IsBlockedAsync(CodeKey(userId, origin), cancellationToken);

    /// <summary>The code was right, and with it the password before it.</summary>
    public async Task RightCodeAsync(Guid userId, AttemptOrigin origin)
    {
        await counter.ClearAsync(CodeKey(userId, origin), CancellationToken.None);
        foreach (var key in PasswordKeys(userId, "", origin).Where(key => key.Scope != AttemptScope.Address))
            await counter.ClearAsync(key, CancellationToken.None);
        await ShowAsync(userId, CancellationToken.None);
    }

    /// <summary>Counts an attempt at the present password by somebody who is signed in; false when none is looked at.</summary>
    public Task<bool> TakeReentryAsync(Guid userId, CancellationToken cancellationToken) =>
        counter.TakeAsync(ReentryKey(userId), cancellationToken);

    public Task RightReentryAsync(Guid userId) => counter.ClearAsync(ReentryKey(userId), CancellationToken.None);

    /// <summary>
    /// Somebody proved by other means who they are (a mailed link, an admin's word): what was counted is forgotten, in their transaction.
    /// With a second factor the count of its codes stays.
    /// </summary>
    internal static async Task ForgetAsync(PortalDb db, PortalUser user, CancellationToken cancellationToken)
    {
        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        await db.AttemptCounts.Where(count => count.UserId == user.Id && count.Scope != AttemptScope.Code)
            .DeleteInPartsAsync(count => count.ExpiresAt, cancellationToken);
    }

    private IEnumerable<AttemptCounter.Key> PasswordKeys(Guid? userId, string name, AttemptOrigin origin)
    {
        if (userId is { } known && origin.Device is { } device)
            return [Key(AttemptScope.Device, $"{known:N}/{device:N}", known, Allowed, LockedFor)];

        var account = userId is { } id ? id.ToString("N") : $"?{Bucket(name)}";
        var pair = userId is null ? $"?{Bucket($"{name}/{origin.Source}")}" : $"{account}/{Bucket(origin.Source)}";
        return
        [
            Key(AttemptScope.Address, Bucket(origin.Source).ToString("X", null), null, AllowedOfAddress, PausedFor),
            Key(AttemptScope.Account, account, userId, AllowedOfAccount, PausedFor),
            Key(AttemptScope.AccountAndAddress, pair, userId, Allowed, LockedFor),
        ];
    }

    private AttemptCounter.Key CodeKey(Guid userId, AttemptOrigin origin) =>
        Key(AttemptScope.Code, $"{userId:N}/{origin.Device:N}", userId, Allowed, LockedFor);

    private AttemptCounter.Key ReentryKey(Guid userId) => Key(AttemptScope.Reentry, $"{userId:N}", userId, Allowed, LockedFor);

    private AttemptCounter.Key Key(AttemptScope scope, string what, Guid? userId, int allowed, TimeSpan blockedFor) =>
        new(scope, keys.Hash("attempt", $"{scope}/{what}"), userId, allowed, blockedFor);

    private int Bucket(string text) => BitConverter.ToUInt16(keys.Hash("attempt-bucket", text)) % Buckets;

    private static Refusal Refused(AttemptCounter.Key key) =>
        key.Scope is AttemptScope.Account or AttemptScope.Address ? SignInRefusals.Paused : SignInRefusals.Locked;

    /// <summary>For the list of people: how long new devices are kept from the account.</summary>
    private async Task ShowAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var until = await db.AttemptCounts.Where(
            count => count.UserId == userId && count.Scope == AttemptScope.Account && count.BlockedUntil > now)
            .Select(count => count.BlockedUntil).FirstOrDefaultAsync(cancellationToken);
        await db.Users.Where(user => user.Id == userId && user.LockoutEnd != until)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.LockoutEnd, until), cancellationToken);
    }
}
