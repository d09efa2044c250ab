using FsCheck;
using FsCheck.Fluent;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;

namespace Portal.Domain.Tests.Orders;

/// <summary>What comes back of an order, and what that leaves of it (R2.6).</summary>
public sealed class ReturnTests
{
    private static readonly DateTimeOffset Placed = new(2024, 6, 12, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Three SIMs and two bags of rice, with an order discount that does not divide.</summary>
    private static readonly OrderGoods Goods = Of(10_001, 5_000, ("SIM", 3, 100_000), ("RICE", 2, 33_333));

    [Fact]
    public void R2_6_Lines_with_quantities_come_back_at_what_was_charged_for_them()
    {
        var state = Fold(Paid(1), Back("r", 2, ("SIM", 1)));

        var charged = Goods.ChargedByLine()[0].Amount;
        Assert.Equal([new LineReturn(1, new Dong(charged / 3)), default], state.Returned.Lines);
        Assert.Equal((OrderStatus.Successful, (string?)null), (state.Status, state.CancellationReason));
        Assert.Equal((OrderEffects.ReturnedInPart, new Dong(charged / 3)),
            (state.History[^1].Effect, state.History[^1].ReturnedAmount));
    }

    [Fact]
    public void R2_6_An_amount_comes_back_by_the_shares_of_the_lines()
    {
        var state = Fold(Paid(1), Back("r", 2, new Dong(50_001)));

        Assert.Equal(new Dong(50_001), state.Returned.Amount);
        Assert.Equal(
            LargestRemainder.Share(new Dong(50_001), Goods.ChargedByLine()), state.Returned.Lines.Select(line => line.Amount));
        Assert.All(state.Returned.Lines, line => Assert.Equal(0, line.Quantity));
    }

    [Fact]
    public void R2_6_An_amount_with_lines_goes_to_those_lines_first()
    {
        var less = Fold(Paid(1), Back("r", 2, new Dong(30_000), ("SIM", 1)));
        Assert.Equal([new LineReturn(1, new Dong(30_000)), default], less.Returned.Lines);

        var more = Fold(Paid(1), Back("r", 2, new Dong(200_000), ("SIM", 1)));
        Assert.Equal(new Dong(200_000), more.Returned.Amount);
        Assert.True(more.Returned.Lines[0].Amount > Goods.ChargedByLine()[0] - more.Returned.Lines[0].Amount);
    }

    [Fact]
    public void R2_6_Every_piece_after_the_other_adds_up_to_the_line()
    {
        var all = Fold(Paid(1), Back("a", 2, ("SIM", 1)), Back("b", 3, ("SIM", 1)), Back("c", 4, ("SIM", 1)));

        Assert.Equal(new LineReturn(3, Goods.ChargedByLine()[0]), all.Returned.Lines[0]);
        Assert.Equal(OrderStatus.Successful, all.Status);
    }

    [Fact]
    public void R2_6_So_much_in_all_brings_back_only_what_is_not_back_yet()
    {
        var piece = new Dong(Goods.ChargedByLine()[0].Amount / 3);
        var known = Fold(Paid(1), Back("a", 2, ("SIM", 1)));

        var same = Fold(Paid(1), Back("a", 2, ("SIM", 1)), InAll("b", 3, null, ("SIM", 1)));
        Assert.Equal(known.Returned, same.Returned);
        Assert.Equal((OrderEffects.AlreadyReturned, (Dong?)null, false),
            (same.History[^1].Effect, same.History[^1].ReturnedAmount, same.BringsBack("b")));

        var more = Fold(Paid(1), Back("a", 2, ("SIM", 1)), InAll("b", 3, null, ("SIM", 2), ("RICE", 1)));
        Assert.Equal([2, 1], more.Returned.Lines.Select(line => line.Quantity));
        Assert.Equal([new ReturnedPieces("SIM", 1), new ReturnedPieces("RICE", 1)], more.History[^1].ReturnedPieces);
        Assert.True(more.BringsBack("b"));

        var less = Fold(Paid(1), Back("a", 2, ("SIM", 2)), InAll("b", 3, null, ("SIM", 1)));
        Assert.Equal((2, OrderEffects.AlreadyReturned), (less.Returned.Lines[0].Quantity, less.History[^1].Effect));

        var amount = Fold(Paid(1), Back("a", 2, new Dong(30_000)), InAll("b", 3, new Dong(50_000)), InAll("c", 4, new Dong(40_000)));
        Assert.Equal(new Dong(50_000), amount.Returned.Amount);
        Assert.Equal(new Dong(20_000), amount.History[^2].ReturnedAmount);
        Assert.Equal(piece, known.Returned.Amount);
    }

    [Fact]
    public void R2_6_An_amount_that_was_told_before_the_pieces_is_not_taken_twice()
    {
        var piece = new Dong(Goods.ChargedByLine()[0].Amount / 3);

        var part = Fold(Paid(1), Back("a", 2, new Dong(30_000)), InAll("b", 3, null, ("SIM", 1)));
        Assert.Equal((1, piece), (part.Returned.Lines[0].Quantity, part.Returned.Amount));

        // a piece that came back for less than it cost stays one
        var cheap = Fold(Paid(1), Back("a", 2, new Dong(30_000), ("SIM", 1)), InAll("b", 3, null, ("SIM", 1)));
        Assert.Equal(new Dong(30_000), cheap.Returned.Amount);
        var second = Fold(Paid(1), Back("a", 2, new Dong(30_000), ("SIM", 1)), InAll("b", 3, null, ("SIM", 2)));
        Assert.Equal((2, true), (second.Returned.Lines[0].Quantity, second.Returned.Amount >= new Dong(30_000) + piece));
    }

    [Fact]
    public void R2_6_So_much_in_all_that_is_more_than_was_bought_does_nothing_and_all_of_it_ends_the_order()
    {
        foreach (var much in new[]
        {
            InAll("x", 3, null, ("SIM", 4)), InAll("x", 3, null, ("TEA", 1)), InAll("x", 3, Goods.Charged + new Dong(1)),
        })
            Assert.Equal(["x"], Fold(Paid(1), Back("a", 2, ("SIM", 1)), much).ExceedingReturns);

        foreach (var all in new[] { InAll("x", 3, null, ("SIM", 3), ("RICE", 2)), InAll("x", 3, Goods.Charged) })
        {
            var state = Fold(Paid(1), Back("a", 2, ("SIM", 1)), all);
            Assert.Equal((OrderStatus.Cancelled, CancellationReasons.Returned), (state.Status, state.CancellationReason));
            Assert.Equal(Goods.Charged - new Dong(Goods.ChargedByLine()[0].Amount / 3), state.History[^1].ReturnedAmount);
        }
    }

    [Fact]
    public void R2_6_What_is_said_twice_in_all_after_any_returns_changes_nothing() =>
        Properties.Holds(Sequences(), sequence =>
        {
            var (goods, events, _) = sequence;
            var state = OrderTimeline.Fold(Placed, [Paid(1), .. events], _ => goods);
            if (state.Status == OrderStatus.Cancelled)
                return true;

            (string, int)[] pieces = [.. goods.Lines.Select((line, i) => (line.Sku, state.Returned.Of(i).Quantity))];
            return OrderTimeline.Fold(
                    Placed, [Paid(1), .. events, InAll("i", 50, state.Returned.Amount), InAll("j", 51, null, pieces)], _ => goods).Returned
                == state.Returned;
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void R2_6_When_everything_is_back_the_order_is_cancelled_as_returned(bool byAmount)
    {
        var last = byAmount ? Back("b", 4, Goods.Charged - new Dong(50_000)) : Back("b", 4, ("SIM", 3), ("RICE", 2));
        var first = byAmount ? Back("a", 2, new Dong(50_000)) : Back("a", 2, new Dong(1_000));

        var state = Fold(Paid(1), first, last);

        Assert.Equal((OrderStatus.Cancelled, CancellationReasons.Returned, OrderEffects.Returned),
            (state.Status, state.CancellationReason, state.History[^1].Effect));
    }

    [Fact]
    public void R2_6_More_than_is_left_does_not_come_back()
    {
        foreach (var much in new[]
        {
            Back("x", 3, ("SIM", 3)), Back("x", 3, ("SIM", 1), ("SIM", 2)), Back("x", 3, ("TEA", 1)),
            Back("x", 3, Goods.Charged), Back("x", 3, Goods.Charged, ("RICE", 1)),
        })
        {
            var state = Fold(Paid(1), Back("a", 2, ("SIM", 1)), much);
            Assert.Equal(["x"], state.ExceedingReturns);
            Assert.Equal(new LineReturn(1, new Dong(Goods.ChargedByLine()[0].Amount / 3)), state.Returned.Lines[0]);
        }
    }

    [Fact]
    public void R2_6_Nothing_comes_back_in_part_of_what_is_not_paid_or_is_over()
    {
        Assert.Equal(OrderEffects.NotSuccessful, Fold(Back("r", 2, ("SIM", 1)), Paid(3)).History[1].Effect);
        Assert.False(Fold(Back("r", 2, ("SIM", 1)), Paid(3)).Returned.Any);
        Assert.Equal(OrderEffects.AlreadyCancelled, Fold(Paid(1), Event("c", 2, OrderEventType.Returned), Back("r", 3, ("SIM", 1)))
            .History[^1].Effect);
    }

    [Fact]
    public void R2_6_A_reinstated_order_starts_again_as_a_whole()
    {
        var state = Fold(
            Paid(1), Back("a", 2, ("SIM", 1)), Event("c", 3, OrderEventType.Returned), Event("z", 4, OrderEventType.Reinstated), Paid(5),
            Back("b", 6, ("SIM", 3)));

        Assert.Equal(new LineReturn(3, Goods.ChargedByLine()[0]), state.Returned.Lines[0]);
    }

    [Fact]
    public void R2_6_What_comes_back_is_of_the_content_in_force_at_its_time()
    {
        var smaller = Of(0, 0, ("SIM", 1, 100_000));
        var state = OrderTimeline.Fold(
            Placed, [Event("a-1", 1, OrderEventType.Amended), Paid(2), Back("r", 3, ("SIM", 1))], id => id is null ? Goods : smaller);

        Assert.Equal((OrderStatus.Cancelled, CancellationReasons.Returned), (state.Status, state.CancellationReason));
    }

    [Fact]
    public void R2_6_What_stands_keeps_its_rate_and_with_what_is_reversed_is_the_reward_to_the_dong() =>
        Properties.Holds(Sequences(), sequence =>
        {
            var (goods, events, rate) = sequence;
            var state = OrderTimeline.Fold(Placed, [Paid(1), .. events], _ => goods);
            var rates = new Rates { Default = new BasisPoints(rate) };
            var whole = SalesShareReward.Compute(rates, goods.Lines, goods.Amounts);
            var part = SalesShareReward.Compute(rates, goods.Lines, goods.Amounts, state.Returned);
            return part.Gross + part.Reversed == whole.Gross
                && part.Reversed >= Dong.Zero && part.Gross >= Dong.Zero
                && part.Lines.Zip(whole.Lines).All(pair => pair.First.Rate == pair.Second.Rate && pair.First.Base == pair.Second.Base
                    && pair.First.Standing == pair.First.Rate.Of(pair.First.Base - pair.First.Returned))
                && part.Gross == part.Lines.Aggregate(Dong.Zero, (sum, line) => sum + line.Standing);
        });

    [Fact]
    public void R2_6_Any_sequence_of_returns_adds_up_to_at_most_what_was_bought() =>
        Properties.Holds(Sequences(), sequence =>
        {
            var (goods, events, _) = sequence;
            var state = OrderTimeline.Fold(Placed, [Paid(1), .. events], _ => goods);
            var charged = goods.ChargedByLine();
            var told = state.History.Where(change => change.Effect == OrderEffects.ReturnedInPart)
                .Aggregate(Dong.Zero, (sum, change) => sum + change.ReturnedAmount!.Value);
            var stands = state.Returned.Standing(goods);
            return told == state.Returned.Amount
                && goods.Lines.Select((line, i) => state.Returned.Of(i) is var back && back.Quantity >= 0
                    && back.Quantity <= line.Quantity && back.Amount >= Dong.Zero && back.Amount <= charged[i]).All(holds => holds)
                && stands.Items - stands.OrderDiscounts + state.Returned.Amount == goods.Charged
                && new[] { stands.Items, stands.PlatformDiscount, stands.ShopDiscount }.All(amount => amount >= Dong.Zero)
                && stands.PlatformDiscount <= goods.Amounts.PlatformDiscount && stands.ShopDiscount <= goods.Amounts.ShopDiscount
                && (state.Status == OrderStatus.Cancelled) == (state.CancellationReason == CancellationReasons.Returned)
                && (state.Status != OrderStatus.Successful || !state.Returned.IsAllOf(goods));
        });

    [Fact]
    public void R2_6_The_last_piece_always_brings_everything_back() =>
        Properties.Holds(Sequences(), sequence =>
        {
            var (goods, events, _) = sequence;
            var state = OrderTimeline.Fold(Placed, [Paid(1), .. events], _ => goods);
            if (state.Status == OrderStatus.Cancelled)
                return true;

            var rest = goods.Lines.Select((line, i) => new ReturnedPieces(line.Sku, line.Quantity - state.Returned.Of(i).Quantity))
                .Where(pieces => pieces.Quantity > 0).ToArray();
            var last = Back("last", 50, null, [.. rest.Select(pieces => (pieces.Sku, pieces.Quantity))]);
            var all = state.Returned.With(goods, last.Part!);
            return all is not null && all.IsAllOf(goods)
                && OrderTimeline.Fold(Placed, [Paid(1), .. events, last], _ => goods) is
                { Status: OrderStatus.Cancelled, CancellationReason: CancellationReasons.Returned };
        });

    [Fact]
    public void R2_4_Returns_told_in_any_order_come_to_the_same() =>
        Properties.Holds(
            from sequence in Sequences()
            from shuffled in Gen.Shuffle(sequence.Events.Append(Paid(1)))
            select (sequence.Goods, sequence.Events, shuffled),
            told =>
            {
                var one = OrderTimeline.Fold(Placed, [Paid(1), .. told.Events], _ => told.Goods);
                var other = OrderTimeline.Fold(Placed, told.shuffled, _ => told.Goods);
                return one.Returned.Equals(other.Returned) && one.Status == other.Status && one.History.SequenceEqual(other.History);
            });

    [Fact]
    public void R2_6_A_return_names_pieces_or_an_amount_and_no_other_event_does()
    {
        var whole = new OrderEventInput("r", OrderEventType.Returned, null, null, Placed.AddHours(1));

        Assert.Empty(Wrong(whole));
        Assert.Empty(Wrong(whole with { Part = new PartialReturn([new("SIM", 1)], null) }));
        Assert.Empty(Wrong(whole with { Part = new PartialReturn([], new Dong(1)) }));
        Assert.Empty(Wrong(whole with { Part = new PartialReturn([new("SIM", 1)], Dong.Zero) }));
        Assert.Equal([("lines", FieldCodes.WrongCount)], Wrong(whole with { Part = new PartialReturn([], null) }));
        Assert.Equal([("amount", FieldCodes.OutOfRange)], Wrong(whole with { Part = new PartialReturn([], Dong.Zero) }));
        Assert.Equal([("amount", FieldCodes.OutOfRange)], Wrong(whole with { Part = new PartialReturn([new("SIM", 1)], new Dong(-1)) }));
        Assert.Equal([("lines[1].quantity", FieldCodes.OutOfRange)],
            Wrong(whole with { Part = new PartialReturn([new("SIM", 1), new("RICE", 0)], null) }));
        Assert.Equal([("lines[0].sku", FieldCodes.Required)], Wrong(whole with { Part = new PartialReturn([new("", 1)], null) }));
        Assert.Equal([("lines", FieldCodes.NotAllowed)],
            Wrong(whole with { Type = OrderEventType.Delivered, Part = new PartialReturn([new("SIM", 1)], null) }));
    }

    private static IEnumerable<(string, string)> Wrong(OrderEventInput input) =>
        OrderEventCheck.Check(input, Placed, Placed.AddDays(1), TimeSpan.Zero).Select(error => (error.Field, error.Code));

    // few pieces and small prices, so that returns often name more than is left, or all of it; discounts up to the whole order
    private static Gen<(OrderGoods Goods, OrderEventFact[] Events, int Rate)> Sequences() =>
        from count in Gen.Choose(1, 4)
        from quantities in Gen.Choose(1, 4).ArrayOf(count)
        from prices in Gen.Choose(0, 50_000).ArrayOf(count)
        from platform in Gen.Choose(0, 100)
        from shop in Gen.Choose(0, 100)
        from rate in Gen.Choose(0, 10_000)
        let items = quantities.Zip(prices, (quantity, price) => (long)quantity * price).Sum()
        let goods = Of(
            items * platform / 200, items * shop / 200,
            [.. quantities.Zip(prices).Select((line, i) => ($"S{i}", line.First, (long)line.Second))])
        from events in Back(count, items).ArrayOf()
        select (goods, events.Select((one, i) => one with { EventId = $"r{i}" }).ToArray(), rate);

    private static Gen<OrderEventFact> Back(int lines, long items) =>
        from minute in Gen.Choose(2, 9)
        from line in Gen.Choose(0, lines - 1)
        from quantity in Gen.Choose(1, 3)
        from amount in Gen.Choose(1, (int)Math.Max(1, items / 2))
        from kind in Gen.Choose(0, 2)
        select kind switch
        {
            0 => Back("r", minute, ($"S{line}", quantity)),
            1 => Back("r", minute, new Dong(amount)),
            _ => Back("r", minute, new Dong(amount), ($"S{line}", quantity)),
        };

    private static OrderGoods Of(long platform, long shop, params (string Sku, int Quantity, long Price)[] lines)
    {
        OrderLine[] all =
            [.. lines.Select(line => new OrderLine(line.Sku, line.Sku, null, line.Quantity, new Dong(line.Price), Dong.Zero))];
        var items = all.Aggregate(Dong.Zero, (sum, line) => sum + line.Net);
        return new OrderGoods(all, new OrderAmounts(
            items, Dong.Zero, new Dong(platform), new Dong(shop), Dong.Zero, Dong.Zero, items - new Dong(platform + shop)));
    }

    private static OrderState Fold(params OrderEventFact[] events) => OrderTimeline.Fold(Placed, events, _ => Goods);

    private static OrderEventFact Paid(int minute) => Event($"p-{minute}", minute, OrderEventType.Paid);

    private static OrderEventFact Back(string id, int minute, params (string Sku, int Quantity)[] lines) => Back(id, minute, null, lines);

    private static OrderEventFact Back(string id, int minute, Dong? amount, params (string Sku, int Quantity)[] lines) =>
        Event(id, minute, OrderEventType.Returned) with
        {
            Part = new PartialReturn([.. lines.Select(line => new ReturnedPieces(line.Sku, line.Quantity))], amount),
        };

    private static OrderEventFact InAll(string id, int minute, Dong? amount, params (string Sku, int Quantity)[] lines) =>
        Back(id, minute, amount, lines) is var stated ? stated with { Part = stated.Part! with { InAll = true } } : stated;

    private static OrderEventFact Event(string id, int minute, OrderEventType type) =>
        new(id, type, null, null, Placed.AddMinutes(minute), Placed.AddMinutes(minute), "shop");
}
