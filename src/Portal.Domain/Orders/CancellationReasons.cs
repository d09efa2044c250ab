namespace Portal.Domain.Orders;

/// <summary>Why an order can be cancelled (R2.2). The codes are stored and shown in the reader's language.</summary>
public static class CancellationReasons
{
    public const string WrongDetails = "wrong_details";
    public const string Unreachable = "unreachable";
    public const string RefusedAtDelivery = "refused_at_delivery";
    public const string Returned = "returned";
    public const string OutOfStock = "out_of_stock";
    public const string Fraud = "fraud";

    /// <summary>Says nothing by itself, so it needs a text.</summary>
    public const string Other = "other";

    public static readonly IReadOnlyList<string> All =
        [WrongDetails, Unreachable, RefusedAtDelivery, Returned, OutOfStock, Fraud, Other];
}
