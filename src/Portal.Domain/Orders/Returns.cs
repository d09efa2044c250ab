using Portal.Domain.Common;

namespace Portal.Domain.Orders;

/// <summary>Pieces of a product that came back.</summary>
public sealed record ReturnedPieces(string Sku, int Quantity);

/// <summary>What a return says came back, where that is not the whole order (R2.6).</summary>
/// <param name="Lines">The pieces; none where only an amount is named.</param>
/// <param name="Amount">What the customer was charged for it after all discounts; null stands for what was charged for the pieces.</param>
/// <param name="InAll">True: so much has come back in all by then, what was told before included; what is less brings nothing.</param>
public sealed record PartialReturn(IReadOnlyList<ReturnedPieces> Lines, Dong? Amount, bool InAll = false)
{
    public bool SaysTheSame(PartialReturn? other) =>
        other is not null && Amount == other.Amount && InAll == other.InAll && Lines.SequenceEqual(other.Lines);
}

/// <summary>What of one line came back: pieces, and what the customer was charged for it.</summary>
public readonly record struct LineReturn(int Quantity, Dong Amount);

/// <summary>
/// What of an order came back so far (R2.6), by its lines in their order. Each return takes from what the ones before it left, so that they
/// add up to at most what was bought, and to exactly that when everything is back.
/// </summary>
public sealed record Returns
{
    public static readonly Returns None = new([]);

    public Returns(IReadOnlyList<LineReturn> lines) => Lines = lines;

    /// <summary>One for each line of the order; none at all while nothing came back.</summary>
    public IReadOnlyList<LineReturn> Lines { get; }

    /// <summary>What the customer was charged for all of it.</summary>
    public Dong Amount => Lines.Aggregate(Dong.Zero, (sum, line) => sum + line.Amount);

    public bool Any => Lines.Any(line => line != default);

    public bool Equals(Returns? other) => other is not null && (Lines.SequenceEqual(other.Lines) || (!Any && !other.Any));

    public override int GetHashCode() => Amount.GetHashCode();

    /// <summary>All that was bought.</summary>
    public static Returns Everything(OrderGoods goods) =>
        new([.. goods.Lines.Zip(goods.ChargedByLine(), (line, charged) => new LineReturn(line.Quantity, charged))]);

    public LineReturn Of(int line) => Lines.Count == 0 ? default : Lines[line];

    /// <summary>What has come back after this return too; null when it names more than is left.</summary>
    public Returns? With(OrderGoods goods, PartialReturn part)
    {
        if (part.InAll)
            return Beyond(goods, part) is { } further ? With(goods, further) : null;

        var charged = goods.ChargedByLine();
        var pieces = goods.Lines.Select((_, i) => Of(i).Quantity).ToArray();
        foreach (var (sku, quantity) in part.Lines)
        {
            if (!Take(goods.Lines, pieces, sku, quantity))
                return null;
        }

        var left = charged.Select((paid, i) => paid - Of(i).Amount).ToArray();
        var due = Due(goods.Lines, charged, pieces);
        if (part.Amount is { } amount)
        {
            if (amount > Sum(left))
                return null;
            due = Spread(amount, due, left);
        }

        return new Returns([.. pieces.Select((now, i) => new LineReturn(now, Of(i).Amount + due[i]))]);
    }

    /// <summary>The pieces that came back after what was back before.</summary>
    public IReadOnlyList<ReturnedPieces> Since(Returns before, OrderGoods goods) =>
        [.. goods.Lines.Select((line, i) => new ReturnedPieces(line.Sku, Of(i).Quantity - before.Of(i).Quantity))
            .Where(line => line.Quantity > 0)];

    /// <summary>
    /// What of so much in all is not back yet; null when it is more than was bought. An amount that came back without pieces counts towards
    /// the first pieces that are told after it, so that one return that was told in both ways counts once.
    /// </summary>
    private PartialReturn? Beyond(OrderGoods goods, PartialReturn stated)
    {
        if (stated.Amount is { } amount)
        {
            if (amount > goods.Charged)
                return null;
            amount = Most(amount - Amount, Dong.Zero);
            return stated with { Lines = Further(goods.Lines, stated.Lines), Amount = amount, InAll = false };
        }

        var charged = goods.ChargedByLine();
        var known = goods.Lines.Select((_, i) => Of(i).Quantity).ToArray();
        var pieces = known.ToArray();
        var further = Further(goods.Lines, stated.Lines);
        foreach (var (sku, quantity) in further)
        {
            if (!Take(goods.Lines, pieces, sku, quantity))
                return null;
        }

        var loose = Most(Amount - Sum(known.Select((now, i) => ChargedFor(charged[i], now, goods.Lines[i].Quantity))), Dong.Zero);
        return new PartialReturn(further, Most(Sum(Due(goods.Lines, charged, pieces)) - loose, Dong.Zero));
    }

    /// <summary>The pieces of these that are not back yet.</summary>
    private IReadOnlyList<ReturnedPieces> Further(IReadOnlyList<OrderLine> lines, IReadOnlyList<ReturnedPieces> inAll) =>
        [.. inAll.GroupBy(line => line.Sku, StringComparer.Ordinal)
            .Select(line => new ReturnedPieces(
                line.Key, line.Sum(one => one.Quantity) - lines.Select((own, i) => own.Sku == line.Key ? Of(i).Quantity : 0).Sum()))
            .Where(line => line.Quantity > 0)];

    /// <summary>Whether everything is back: every piece, or all that was charged.</summary>
    public bool IsAllOf(OrderGoods goods) => Lines.Count > 0
        && (goods.Lines.Select((line, i) => Of(i).Quantity == line.Quantity).All(back => back)
            || (goods.Charged > Dong.Zero && Amount == goods.Charged));

    /// <summary>
    /// The order's sums less what came back. Its discounts go back in proportion to the goods; how the customer paid stays as it was.
    /// </summary>
    public OrderAmounts Standing(OrderGoods goods)
    {
        if (!Any)
            return goods.Amounts;

        // goods that a discount paid in full are told apart by their worth, since nothing was charged for any of them
        var (part, whole) = goods.Charged > Dong.Zero
            ? (Amount, goods.Charged)
            : (goods.Lines.Select((line, i) => ChargedFor(line.Net, Of(i).Quantity, line.Quantity)).Aggregate(Dong.Zero, (a, b) => a + b),
                goods.Amounts.Items);
        var platform = ShareOf(goods.Amounts.PlatformDiscount, part, whole);
        var shop = ShareOf(goods.Amounts.ShopDiscount, part, whole);
        return goods.Amounts with
        {
            Items = goods.Amounts.Items - Amount - platform - shop,
            PlatformDiscount = goods.Amounts.PlatformDiscount - platform,
            ShopDiscount = goods.Amounts.ShopDiscount - shop,
        };
    }

    /// <summary>A product may stand in several lines: the earlier ones come back first.</summary>
    private static bool Take(IReadOnlyList<OrderLine> lines, int[] pieces, string sku, int quantity)
    {
        for (var i = 0; i < lines.Count && quantity > 0; i++)
        {
            if (!string.Equals(lines[i].Sku, sku, StringComparison.Ordinal))
                continue;

            var taken = Math.Min(quantity, lines[i].Quantity - pieces[i]);
            pieces[i] += taken;
            quantity -= taken;
        }

        return quantity == 0;
    }

    /// <summary>What was charged for the pieces that come back now, as far as it is not back already.</summary>
    private Dong[] Due(IReadOnlyList<OrderLine> lines, IReadOnlyList<Dong> charged, int[] pieces) =>
        [.. pieces.Select((now, i) => Least(
            ChargedFor(charged[i], now, lines[i].Quantity) - ChargedFor(charged[i], Of(i).Quantity, lines[i].Quantity),
            charged[i] - Of(i).Amount))];

    /// <summary>An amount goes to the pieces that are named as far as they cost that, and the rest to what is left of every line.</summary>
    private static Dong[] Spread(Dong amount, Dong[] named, Dong[] left)
    {
        var first = LargestRemainder.Share(Least(amount, Sum(named)), named);
        var rest = LargestRemainder.Share(amount - Sum(first), [.. left.Zip(first, (all, taken) => all - taken)]);
        return [.. first.Zip(rest, (one, other) => one + other)];
    }

    /// <summary>Of so many pieces together, so that one piece after the other adds up to the line.</summary>
    private static Dong ChargedFor(Dong line, int pieces, int of) => new((long)((Int128)line.Amount * pieces / of));

    private static Dong ShareOf(Dong amount, Dong part, Dong whole) => whole == Dong.Zero
        ? Dong.Zero
        : new((long)((((Int128)amount.Amount * part.Amount * 2) + whole.Amount) / ((Int128)whole.Amount * 2)));

    private static Dong Least(Dong one, Dong other) => one < other ? one : other;

    private static Dong Most(Dong one, Dong other) => one > other ? one : other;

    private static Dong Sum(IEnumerable<Dong> amounts) => amounts.Aggregate(Dong.Zero, (sum, amount) => sum + amount);
}
