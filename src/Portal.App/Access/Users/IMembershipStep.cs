using Portal.App.Platform.Data;

namespace Portal.App.Access.Users;

/// <summary>What later groups do in the transaction in which somebody gets a role; the caller saves.</summary>
public interface IMembershipStep
{
    /// <param name="email">The person's address.</param>
    Task GrantedAsync(PortalDb db, Membership membership, string? email, CancellationToken cancellationToken);
}
