using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Security;

/// <summary>What a rotation did.</summary>
/// <param name="SecretIsSetting">True when the operator gives the secret and so replaces it; otherwise it was replaced.</param>
/// <param name="SignsFrom">When the new key begins to sign clicks.</param>
/// <param name="Accepted">How many older keys are still accepted.</param>
public sealed record KeyRotation(bool SecretIsSetting, string RingFile, string SecretFile, DateTimeOffset SignsFrom, int Accepted);

/// <summary>
/// The operator's rotation of the keys: a new key for click tokens, and a new secret where it is the portal's own file. No
/// hash changes. Works beside running nodes, which follow by themselves.
/// </summary>
public static class RotateKeys
{
    /// <param name="revoke">True takes all older signing keys off the ring at once: what they signed is refused from then on.</param>
    /// <exception cref="InvalidOperationException">There is no ring in the data directory, or the secret does not open it.</exception>
    public static KeyRotation Run(string dataDirectory, SecuritySettings security, TimeProvider clock, bool revoke)
    {
        var store = new KeyStore(dataDirectory, security);
        if (!store.RingExists)
        {
            throw new InvalidOperationException(
                $"There is no {store.RingFile}. Name the portal's data directory (Data__Directory), or start the portal once, which makes it.");
        }

        store.OpenOrMake();
        var now = clock.GetUtcNow();
        var ring = store.Change(ring => revoke ? ring.Revoked(now) : ring.Rotated(now));
        return new KeyRotation(store.SecretIsSetting, store.RingFile, store.SecretFile, ring.Signing[0].SignsFrom, ring.Signing.Count - 1);
    }
}
