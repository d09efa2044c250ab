namespace Portal.Domain.Disputes;

/// <summary>What a dispute says is wrong (R8.1); written as <c>missing_order</c> and the like.</summary>
public enum DisputeKind
{
    /// <summary>An order that a partner brought counts for nobody.</summary>
    MissingOrder,

    /// <summary>An order counts for another partner than the one who brought it.</summary>
    WrongPartner,

    /// <summary>The base of an order's reward is not right.</summary>
    WrongAmount,

    /// <summary>An order is not where its shop says that it stands.</summary>
    WrongStatus,

    /// <summary>A customer of a shop was introduced by somebody else (R7.6).</summary>
    WrongSource,

    /// <summary>The base of an order's surcharge is not right.</summary>
    WrongSurcharge,
}

/// <summary>The kinds as the contract writes them.</summary>
public static class DisputeKinds
{
    private static readonly IReadOnlyDictionary<DisputeKind, string> Codes = new Dictionary<DisputeKind, string>
    {
        [DisputeKind.MissingOrder] = "missing_order",
        [DisputeKind.WrongPartner] = "wrong_partner",
        [DisputeKind.WrongAmount] = "wrong_amount",
        [DisputeKind.WrongStatus] = "wrong_status",
        [DisputeKind.WrongSource] = "wrong_source",
        [DisputeKind.WrongSurcharge] = "wrong_surcharge",
    };

    public static readonly IReadOnlyList<string> All = [.. Codes.Values];

    public static string CodeOf(DisputeKind kind) => Codes[kind];

    /// <summary>Null for a code that is none.</summary>
    public static DisputeKind? Of(string? code)
    {
        foreach (var (kind, known) in Codes)
        {
            if (known == code)
                return kind;
        }

        return null;
    }
}
