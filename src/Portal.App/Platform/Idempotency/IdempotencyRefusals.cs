namespace Portal.App.Platform.Idempotency;

/// <summary>Why a request with an <c>Idempotency-Key</c> does nothing.</summary>
public static class IdempotencyRefusals
{
    /// <summary>The same request was answered before; the stored answer is to be sent again.</summary>
    public const string Replay = "idempotency_replay";

    /// <summary>The key belongs to another request of this client.</summary>
    public const string KeyReused = "idempotency_key_reused";
}
