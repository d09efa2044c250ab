using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>
/// Groups accounts that share a trait (R4.4) as the traits become known: a trait that is new to an account leads to the
/// account that had it first, and the groups of both become one, the smaller going into the larger. Nothing is looked at again.
/// </summary>
internal sealed class DuplicateGroups
{
    private readonly Dictionary<Guid, EligibilityAccount> accounts;
    private readonly List<TraitOrigin> origins = [];
    private readonly List<AccountTrait> traits = [];
    private readonly List<(Guid[] Losers, Guid Winner)> moves = [];
    private readonly Dictionary<Guid, Guid> parents = [];
    private readonly HashSet<EligibilityAccount> grouped = [];

    private DuplicateGroups(Dictionary<Guid, EligibilityAccount> accounts) => this.accounts = accounts;

    /// <summary>Accounts that are likely duplicates by now and were not before, or by more than before.</summary>
    public IReadOnlyCollection<EligibilityAccount> Grouped => grouped;

    /// <summary>Finds what is new and groups the tracked accounts, which the caller saves; then <see cref="SaveAsync"/>.</summary>
    public static async Task<DuplicateGroups> JoinAsync(
        PortalDb db, IReadOnlyCollection<EligibilityAccount> tracked, IEnumerable<AccountTrait> seen, CancellationToken cancellationToken)
    {
        var groups = new DuplicateGroups(tracked.ToDictionary(account => account.Id));
        await groups.LinkAsync(db, seen, cancellationToken);
        await groups.MergeAsync(db, cancellationToken);
        return groups;
    }

    /// <summary>Writes the traits, and moves the accounts of groups that ended which nobody loaded.</summary>
    public async Task SaveAsync(PortalDb db, CancellationToken cancellationToken)
    {
        await db.InsertAsync(origins, cancellationToken);
        await db.InsertAsync(traits, cancellationToken);
        var loaded = accounts.Keys.ToArray();
        foreach (var (losers, winner) in moves)
        {
            try
            {
                await db.EligibilityAccounts
                    .Where(account => account.GroupId != null && losers.Contains(account.GroupId.Value) && !loaded.Contains(account.Id))
                    .UpdateInPartsAsync(account => account.Id,
                        set => set.SetProperty(account => account.GroupId, winner)
                        .SetProperty(account => account.Version, account => account.Version + 1),
                        cancellationToken);
            }
            catch (DbException failure)
            {
                // the same exception as from SaveChanges, so that a deadlock is told as the lost race that it is
                throw new DbUpdateException("Groups of accounts could not be merged.", failure);
            }
        }
    }

    private async Task LinkAsync(PortalDb db, IEnumerable<AccountTrait> seen, CancellationToken cancellationToken)
    {
        var wanted = seen.DistinctBy(trait => (trait.AccountId, trait.Kind, Convert.ToHexString(trait.Hash))).ToList();
        var ids = wanted.Select(trait => trait.AccountId).Distinct().ToArray();
        var hashes = wanted.Select(trait => trait.Hash).ToArray();
        var known = (await db.AccountTraits.AsNoTracking()
                .Where(trait => ids.Contains(trait.AccountId) && hashes.Contains(trait.Hash))
                .ToListAsync(cancellationToken))
            .Select(trait => (trait.AccountId, trait.Kind, Convert.ToHexString(trait.Hash)))
            .ToHashSet();
        traits.AddRange(wanted.Where(trait => !known.Contains((trait.AccountId, trait.Kind, Convert.ToHexString(trait.Hash)))));
        if (traits.Count == 0)
            return;

        var programmes = traits.Select(trait => accounts[trait.AccountId].ProgrammeId).Distinct().ToArray();
        var fresh = traits.Select(trait => trait.Hash).ToArray();
        var first = (await db.TraitOrigins.AsNoTracking()
                .Where(origin => programmes.Contains(origin.ProgrammeId) && fresh.Contains(origin.Hash))
                .ToListAsync(cancellationToken))
            .ToDictionary(origin => (origin.ProgrammeId, origin.Kind, Convert.ToHexString(origin.Hash)), origin => origin.AccountId);
        await LoadAsync(db, first.Values, cancellationToken);
        foreach (var trait in traits)
        {
            var account = accounts[trait.AccountId];
            if (first.TryAdd((account.ProgrammeId, trait.Kind, Convert.ToHexString(trait.Hash)), account.Id))
                origins.Add(new TraitOrigin
                {
                    ProgrammeId = account.ProgrammeId,
                    Kind = trait.Kind,
                    Hash = trait.Hash,
                    AccountId = account.Id
                });
            else
                Share(account, accounts[first[(account.ProgrammeId, trait.Kind, Convert.ToHexString(trait.Hash))]], trait.Kind);
        }
    }

    private void Share(EligibilityAccount one, EligibilityAccount other, TraitKinds kind)
    {
        Mark(one);
        Mark(other);
        Union(one.Id, other.Id);

        void Mark(EligibilityAccount account)
        {
            // a group is known by the account around which it formed
            if (account.GroupId is { } group)
                Union(account.Id, group);
            if (account.Shared.HasFlag(kind))
                return;
            account.Shared |= kind;
            account.Version++;
            grouped.Add(account);
        }
    }

    private async Task MergeAsync(PortalDb db, CancellationToken cancellationToken)
    {
        if (parents.Count == 0)
            return;

        await LoadAsync(db, parents.Keys, cancellationToken);
        var together = parents.Keys.ToList().GroupBy(Root)
            .Select(ids => ids.Select(id => accounts[id]).OrderBy(account => account.Id).ToList()).ToList();
        var sizes = await SizesAsync(db, together, cancellationToken);
        foreach (var members in together)
        {
            var present = Present(members);
            var winner = present.Count == 0
                ? members[0].Id : present.OrderByDescending(group => sizes.GetValueOrDefault(group)).ThenBy(group => group).First();
            var losers = present.Where(group => group != winner).ToArray();
            if (losers.Length > 0)
                moves.Add((losers, winner));
            if (losers.Length == 0 && members.TrueForAll(account => account.GroupId == winner))
                continue;

            // whoever joins or moves a group raises the versions of the accounts around which the groups formed, all of which are members
            // here
            var moved = losers.Length == 0
                ? members : members.Union(accounts.Values.Where(account => account.GroupId is { } group && losers.Contains(group)));
            foreach (var account in moved.Where(account => account.GroupId != winner || account.Id == winner).ToList())
            {
                account.GroupId = winner;
                account.Version++;
            }
        }
    }

    /// <summary>How many accounts each group has, where one of several must win.</summary>
    private static async Task<Dictionary<Guid, int>> SizesAsync(
        PortalDb db, List<List<EligibilityAccount>> together, CancellationToken cancellationToken)
    {
        var rivals = together.Select(Present).Where(groups => groups.Count > 1).SelectMany(groups => groups).ToArray();
        return rivals.Length == 0
            ? []
            : await db.EligibilityAccounts
                .Where(account => account.GroupId != null && rivals.Contains(account.GroupId.Value))
                .GroupBy(account => account.GroupId!.Value)
                .Select(group => new { group.Key, Count = group.Count() })
                .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
    }

    private static List<Guid> Present(List<EligibilityAccount> members) =>
        [.. members.Select(account => account.GroupId).OfType<Guid>().Distinct()];

    private async Task LoadAsync(PortalDb db, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var missing = ids.Where(id => !accounts.ContainsKey(id)).Distinct().ToArray();
        if (missing.Length == 0)
            return;
        foreach (var account in await db.EligibilityAccounts.Where(account => missing.Contains(account.Id)).ToListAsync(cancellationToken))
            accounts[account.Id] = account;
    }

    private void Union(Guid one, Guid other)
    {
        parents.TryAdd(one, one);
        parents.TryAdd(other, other);
        parents[Root(one)] = Root(other);
    }

    private Guid Root(Guid id)
    {
        while (parents[id] != id)
            id = parents[id] = parents[parents[id]];
        return id;
    }
}
