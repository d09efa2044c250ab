using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;

namespace Portal.App.Eligibility;

/// <summary>R4.4: a bank account is what accounts have in common, from the moment in which a partner adds it.</summary>
internal sealed class BankAccountTraits(EligibilityWriter eligibility) : IPartnerStep
{
    public Task BankAccountAddedAsync(PortalDb db, BankAccount account, DateTimeOffset now, CancellationToken cancellationToken) =>
        eligibility.ApplyAsync(db, account, now, cancellationToken);
}
