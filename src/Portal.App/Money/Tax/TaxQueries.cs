using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Tax;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Tax;

namespace Portal.App.Money.Tax;

/// <summary>Where a partner stands with this month's tax (R6.3, R6.4).</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Gross">Earned this month by the programmes that withhold as it is earned, before tax, reversals deducted; đồng.</param>
/// <param name="Withheld">The tax kept back of it.</param>
/// <param name="Policy">The policy of the month; null where none is in force.</param>
/// <param name="AvailablePreTax">What they have whose tax is due when it is paid.</param>
/// <param name="PaymentPolicy">The policy of payments; null where none is in force.</param>
/// <param name="WithheldFrom">Whether tax is withheld from them at all.</param>
/// <param name="Asks">Whether they asked for it below the threshold of payments too.</param>
/// <param name="Earlier">Months before that wait for their close, the oldest first: what is withheld of them, and by when it is
/// settled.</param>
public sealed record TaxMeter(
    DateOnly Month, long Gross, long Withheld, TaxPolicy? Policy, long AvailablePreTax, TaxPolicy? PaymentPolicy, PayeeType Payee,
    bool WithheldFrom, bool Asks,
    IReadOnlyList<WaitingTax> Earlier)
{
    /// <summary>What happens on the first of the next month: it is remitted (true) or comes back.</summary>
    public bool WillRemit => Policy?.IsReachedBy(new Dong(Gross)) == true;
}

/// <summary>Tax of a month that is over and not closed.</summary>
/// <param name="Tax">Withheld, in đồng.</param>
public sealed record WaitingTax(DateOnly Month, long Tax, PromisedDay Promise);

/// <summary>Tax as partners and finance read it.</summary>
public sealed class TaxQueries(IDbContextFactory<PortalDb> contexts, PortalSettings settings, TimeProvider clock)
{
    public async Task<Outcome<TaxMeter>> MeterAsync(Actor actor, Guid partnerId, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Partners.AsNoTracking().SingleOrDefaultAsync(row => row.Id == partnerId, cancellationToken) is not { } partner)
            return Refusal.NotFound(PartnerRefusals.NotFound);

        var today = LocalCalendar.Day(clock.GetUtcNow());
        var month = LocalCalendar.Month(today);
        var policies = await StoredPolicies.AllAsync(db, cancellationToken);
        var entries = db.JournalEntries.Where(entry => entry.HolderId == partnerId);
        var gross = -await entries.Where(entry => entry.Month == month && entry.Basis == TaxBasis.CalendarMonth)
            .SumAsync(entry => entry.Earned, cancellationToken);
        var withheld = await entries.Where(entry => entry.TaxMonth == month && entry.Basis == TaxBasis.CalendarMonth)
            .SumAsync(entry => entry.TaxWithheld, cancellationToken);
        var preTax = await db.LedgerBalances.Where(row => row.HolderId == partnerId)
            .SumAsync(row => row.AvailablePreTax, cancellationToken);
        var closed = await db.LedgerPeriods.AsNoTracking().Select(period => period.ClosedThrough).SingleOrDefaultAsync(cancellationToken);
        var aside = db.UnsettledMonths.Where(row => row.PartnerId == partnerId).Select(row => (DateOnly?)row.Month);
        var earlier = await entries.Where(entry => (entry.TaxMonth > closed || aside.Contains(entry.TaxMonth)) && entry.TaxMonth < month)
            .GroupBy(entry => entry.TaxMonth!.Value).OrderBy(group => group.Key)
            .Select(group => new { group.Key, Tax = group.Sum(entry => entry.TaxWithheld) }).ToListAsync(cancellationToken);
        var payee = new Payee(partner.PayeeType, partner.TaxCommitmentFrom, partner.TaxCommitmentUntil);
        return new TaxMeter(
            month, gross, withheld, policies.InForce(TaxBasis.CalendarMonth, today), preTax, policies.InForce(TaxBasis.PerPayment, today),
            payee.Type,
            payee.IsWithheldFrom(today), partner.AsksForWithholding,
            [.. earlier.Where(row => row.Tax != 0)
                .Select(row => new WaitingTax(row.Key, row.Tax, ClosePromise.Of(settings, row.Key, today)))]);
    }

    /// <summary>What a partner is to the tax office.</summary>
    public async Task<Outcome<PayeeView>> PayeeAsync(Actor actor, Guid partnerId, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Partners.Where(row => row.Id == partnerId)
            .Select(row => new PayeeView(row.PayeeType, row.TaxCommitmentFrom, row.TaxCommitmentUntil, row.AsksForWithholding))
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? Refusal.NotFound(PartnerRefusals.NotFound) : found;
    }

    /// <summary>Every policy, the one that began last first.</summary>
    public async Task<IReadOnlyList<TaxPolicyRow>> PoliciesAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorRead))
            return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.TaxPolicies.AsNoTracking().OrderByDescending(row => row.From).ThenBy(row => row.Basis)
            .ToListAsync(cancellationToken);
    }
}
