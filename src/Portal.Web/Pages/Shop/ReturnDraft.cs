using System.Globalization;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.Web.Pages.Shop;

/// <summary>How somebody says what came back of an order.</summary>
public enum ReturnKind
{
    Everything,
    Pieces,
    Amount,
}

/// <summary>What somebody is about to say came back of an order (R2.6). What was typed stays when they say it another way.</summary>
public sealed class ReturnDraft
{
    public const string AmountField = "amount";

    public ReturnDraft(OrderQuestion question)
    {
        var back = question.Order.Returned?.Lines.ToLookup(line => line.Sku, line => line.Quantity, StringComparer.Ordinal);
        Products = [.. question.Lines.GroupBy(line => line.Sku, StringComparer.Ordinal).Select(lines => new Product(
            lines.Key, lines.First().Name, lines.Sum(line => line.Quantity), back?[lines.Key].Sum() ?? 0))];
        Left = question.Order.Standing();
    }

    public ReturnKind Kind { get; set; }

    /// <summary>One for each product, which may stand in several lines of the order.</summary>
    public IReadOnlyList<Product> Products { get; }

    /// <summary>As typed.</summary>
    public string? Amount { get; set; }

    /// <summary>What the customer was charged for what did not come back.</summary>
    public Dong Left { get; }

    /// <summary>The ways in which this order's return can be said.</summary>
    public IEnumerable<ReturnKind> Kinds =>
    [
        ReturnKind.Everything,
        .. Products.Sum(product => product.Left) > 1 ? new[] { ReturnKind.Pieces } : [],
        .. Left > Dong.Zero ? new[] { ReturnKind.Amount } : [],
    ];

    /// <summary>What the event says; null for the whole order.</summary>
    public PartialReturn? Part => Kind switch
    {
        ReturnKind.Pieces => new PartialReturn(
            [.. Products.Where(product => product.Quantity > 0)
                .Select(product => new ReturnedPieces(product.Sku, product.Quantity!.Value))],
            null),
        ReturnKind.Amount => new PartialReturn([], DongText.Read(Amount)),
        _ => null,
    };

    /// <summary>What is wrong with what was typed.</summary>
    public IReadOnlyList<FieldError> Wrong => Kind switch
    {
        ReturnKind.Pieces =>
        [
            .. Products.Where(product => product.Quantity is { } pieces && (pieces < 0 || pieces > product.Left))
                .Select(product => new FieldError(FieldOf(product), FieldCodes.OutOfRange)
                    .With("min", "0").With("max", Text(product.Left))),
        ],
        ReturnKind.Amount when !string.IsNullOrWhiteSpace(Amount) => DongText.Read(Amount)?.Amount switch
        {
            null => [new FieldError(AmountField, FieldCodes.WrongType).With("expected", "number")],
            { } amount when amount < 1 || amount > Left.Amount =>
                [new FieldError(AmountField, FieldCodes.AmountOutOfRange).With("min", "1").With("max", Text(Left.Amount))],
            _ => [],
        },
        _ => [],
    };

    /// <summary>What is still to be typed before it can be sent.</summary>
    public IReadOnlyList<FieldError> Missing => Kind switch
    {
        ReturnKind.Pieces when !Products.Any(product => product.Quantity > 0) =>
            [new FieldError(FieldOf(Products.First(product => product.Left > 0)), FieldCodes.Required)],
        ReturnKind.Amount when string.IsNullOrWhiteSpace(Amount) => [new FieldError(AmountField, FieldCodes.Required)],
        _ => [],
    };

    public static string FieldOf(Product product) => $"lines.{product.Sku}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public sealed record Product(string Sku, string Name, int Bought, int Back)
    {
        /// <summary>How many pieces of it come back now, as typed.</summary>
        public int? Quantity { get; set; }

        public int Left => Bought - Back;
    }
}
