using Portal.App.Catalogue.Programmes;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;

namespace Portal.App.Partners.Profiles;

/// <summary>
/// What later groups do in the transaction in which something happens to a partner. Called in the order in which they are registered; the
/// caller saves.
/// </summary>
public interface IPartnerStep
{
    /// <summary>
    /// The partner takes part in the programme and may work in it, as far as its identity gate lets them: they were let in, or approved.
    /// </summary>
    Task MayWorkAsync(PortalDb db, Partner partner, Programme programme, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A partner who was there before joined the programme, so that orders may have named them already.</summary>
    Task JoinedAsync(PortalDb db, Partner partner, Programme programme, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The partner added a bank account.</summary>
    Task BankAccountAddedAsync(PortalDb db, BankAccount account, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
