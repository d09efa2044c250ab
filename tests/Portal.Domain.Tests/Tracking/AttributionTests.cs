using FsCheck;
using FsCheck.Fluent;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Domain.Tracking;

namespace Portal.Domain.Tests.Tracking;

public sealed class AttributionTests
{
    private static readonly DateTimeOffset Placed = new(2024, 6, 12, 2, 30, 0, TimeSpan.Zero);
    private static readonly Guid Programme = new("00000000-0000-7000-8000-000000000001");
    private static readonly Guid An = new("00000000-0000-7000-8000-0000000000a1");
    private static readonly Guid Binh = new("00000000-0000-7000-8000-0000000000b1");
    private static readonly ShopAffiliateSettings LastClick = new();
    private static readonly ShopAffiliateSettings WithCodes = LastClick with { AllowCodes = true };
    private static readonly NewCustomerSettings FirstBinding = new();

    private static readonly Dictionary<Guid, PartnerFact> Partners = new()
    {
        [An] = new PartnerFact(true, SelfMatch.None),
        [Binh] = new PartnerFact(true, SelfMatch.None),
    };

    [Fact]
    public void R1_4_The_latest_click_decides()
    {
        var result = Decide(LastClick, Click(1, An, -3), Click(2, Binh, -2), Click(3, An, -1));

        AssertCredited(An, 3, result);
        Assert.Equal("1", Step(result, TraceOutcomes.LaterClickTookOver).Facts["count"]);
        Assert.Equal("2024-06-10T02:30:00Z", Step(result, TraceOutcomes.LaterClickTookOver).Facts["overtakenAt"]);
    }

    [Fact]
    public void R1_4_A_click_on_another_partners_link_moves_the_credit() =>
        AssertCredited(Binh, 2, Decide(LastClick, Click(1, An, -3), Click(2, Binh, -2)));

    [Fact]
    public void R1_4_A_later_click_restarts_the_window() =>
        AssertCredited(An, 2, Decide(LastClick, Click(1, An, -40), Click(2, An, -29)));

    [Fact]
    public void R1_4_A_later_click_of_another_partner_restarts_the_window_for_him() =>
        AssertCredited(Binh, 2, Decide(LastClick, Click(1, An, -40), Click(2, Binh, -29)));

    [Fact]
    public void R1_4_A_direct_visit_neither_moves_nor_restarts()
    {
        // a direct visit leaves no click: the one before it keeps the credit, and its own window
        AssertCredited(An, 1, Decide(LastClick, Click(1, An, -29)));
        Assert.Equal(Decisions.OutsideWindow, Decide(LastClick, Click(1, An, -30)).Decision);
    }

    [Fact]
    public void R1_4_Of_two_clicks_at_one_instant_the_later_recorded_decides()
    {
        AssertCredited(Binh, 2, Decide(LastClick, Click(1, An, -1), Click(2, Binh, -1)));
        AssertCredited(An, 2, Decide(LastClick, Click(2, An, -1), Click(1, Binh, -1)));
    }

    [Fact]
    public void R1_4_A_click_one_tick_later_beats_a_higher_number() =>
        AssertCredited(An, 1, Decide(LastClick, Click(2, Binh, -1), Click(1, An, -1) with { At = Placed.AddDays(-1).AddTicks(1) }));

    [Fact]
    public void R1_4_Clicks_on_links_of_another_programme_are_passed_over()
    {
        var result = Decide(LastClick, Click(1, An, -2), Click(2, Binh, -1) with { ProgrammeId = Guid.Empty });

        AssertCredited(An, 1, result);
        Assert.Equal(Decisions.NoClick, Decide(LastClick, Click(2, Binh, -1) with { ProgrammeId = Guid.Empty }).Decision);
    }

    [Fact]
    public void R1_4_A_click_on_the_shops_own_link_is_nobodys()
    {
        var result = Decide(LastClick, Click(1, An, -2), Click(2, An, -1) with { PartnerId = null });

        AssertCredited(An, 1, result);
        Assert.Equal("1", Step(result, TraceOutcomes.ClicksWithoutPartnerSetAside).Facts["count"]);
    }

    [Fact]
    public void R1_4_A_partner_who_is_not_in_the_programme_earns_nothing()
    {
        var facts = Facts(LastClick,
            Click(1, An, -2)) with
        { Partners = new Dictionary<Guid, PartnerFact> { [An] = new(false, SelfMatch.None) } };

        Assert.Equal((null, Decisions.NoClick), Outcome(Attribution.Decide(facts)));
        Assert.Equal((null, Decisions.NoClick), Outcome(Attribution.Decide(facts with { Partners = new Dictionary<Guid, PartnerFact>() })));
    }

    [Fact]
    public void R1_4_Without_a_click_nobody_is_credited()
    {
        var result = Decide(LastClick);

        Assert.Equal((null, Decisions.NoClick), Outcome(result));
        Assert.Equal([TraceOutcomes.NoClick], result.Trace.Select(step => step.Outcome));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(7)]
    [InlineData(1)]
    public void R1_5_A_click_is_credited_until_one_tick_before_its_window_ends(int days)
    {
        var settings = LastClick with { WindowDays = days };
        var edge = Placed.AddDays(-days);

        AssertCredited(An, 1, Decide(settings, Click(1, An, 0) with { At = edge.AddTicks(1) }));
        AssertCredited(An, 1, Decide(settings, Click(1, An, 0) with { At = edge.AddSeconds(1) }));
        Assert.Equal((null, Decisions.OutsideWindow), Outcome(Decide(settings, Click(1, An, 0) with { At = edge })));
        Assert.Equal((null, Decisions.OutsideWindow), Outcome(Decide(settings, Click(1, An, 0) with { At = edge.AddTicks(-1) })));
        Assert.Equal((null, Decisions.OutsideWindow), Outcome(Decide(settings, Click(1, An, 0) with { At = edge.AddSeconds(-1) })));
    }

    [Fact]
    public void R1_5_A_click_at_the_instant_of_the_order_counts_and_one_tick_later_does_not()
    {
        AssertCredited(An, 1, Decide(LastClick, Click(1, An, 0)));

        var result = Decide(LastClick, Click(1, An, 0) with { At = Placed.AddTicks(1) });
        Assert.Equal((null, Decisions.NoClick), Outcome(result));
        Assert.Equal("1", Step(result, TraceOutcomes.ClicksAfterOrderSetAside).Facts["count"]);
    }

    [Fact]
    public void R1_5_A_click_after_the_order_changes_nothing_about_one_that_was_too_old() =>
        Assert.Equal(
            Outcome(Decide(LastClick, Click(1, An, -40))),
            Outcome(Decide(LastClick, Click(1, An, -40), Click(2, Binh, 1))));

    [Fact]
    public void R1_5_A_click_after_the_order_does_not_take_the_credit_of_one_before_it() =>
        AssertCredited(An, 1, Decide(LastClick, Click(1, An, -1), Click(2, Binh, 1)));

    [Fact]
    public void R1_5_Days_of_the_window_are_24_hours_whatever_the_offset() =>
        AssertCredited(An, 1,
            Decide(LastClick, Click(1, An, 0) with { At = Placed.AddDays(-30).AddTicks(1).ToOffset(TimeSpan.FromHours(7)) }));

    [Fact]
    public void R1_5_The_trace_tells_how_much_of_the_window_was_left()
    {
        var step = Step(Decide(LastClick, Click(1, An, 0) with { At = Placed.AddDays(-10).AddHours(-5) }), TraceOutcomes.LastClickWins);

        Assert.Equal("R1.4", step.Rule);
        Assert.Equal("2024-06-01T21:30:00Z", step.Facts["clickedAt"]);
        Assert.Equal("2024-07-01T21:30:00Z", step.Facts["endsAt"]);
        Assert.Equal(("30", "19", "19"), (step.Facts["windowDays"], step.Facts["leftDays"], step.Facts["leftHours"]));
    }

    [Fact]
    public void R1_5_The_trace_tells_when_the_window_of_the_nearest_click_ended()
    {
        var step = Step(Decide(LastClick, Click(1, An, -50), Click(2, An, -31)), TraceOutcomes.ClicksOutsideWindow);

        Assert.Equal(("2", "2024-05-12T02:30:00Z", "2024-06-11T02:30:00Z"),
            (step.Facts["count"], step.Facts["latestAt"], step.Facts["endedAt"]));
    }

    [Fact]
    public void R1_1_A_bots_click_neither_earns_nor_takes_the_credit()
    {
        var result = Decide(LastClick, Click(1, An, -2), Click(2, Binh, -1) with { EarnsCredit = false });

        AssertCredited(An, 1, result);
        Assert.Equal("1", Step(result, TraceOutcomes.BotClicksSetAside).Facts["count"]);
        Assert.Equal((null, Decisions.NoClick), Outcome(Decide(LastClick, Click(1, An, -2) with { EarnsCredit = false })));
    }

    [Fact]
    public void R1_3_A_click_id_that_the_portal_does_not_know_is_told_and_the_visitor_decides()
    {
        var result = Attribution.Decide(Facts(LastClick, Click(1, An, -2)) with { OrderClickUnknown = true });

        AssertCredited(An, 1, result);
        Assert.Equal("R1.3", Step(result, TraceOutcomes.ClickNotFound).Rule);
    }

    [Fact]
    public void R1_7_The_first_click_binds_and_a_later_one_of_another_partner_does_not_move_it()
    {
        var result = Decide(FirstBinding, Click(2, Binh, -2), Click(1, An, -300));

        AssertCredited(An, 1, result);
        Assert.Equal("R1.7", Step(result, TraceOutcomes.FirstClickBinds).Rule);
    }

    [Fact]
    public void R1_7_Of_two_first_clicks_at_one_instant_the_earlier_recorded_binds() =>
        AssertCredited(An, 1, Decide(FirstBinding, Click(2, Binh, -2), Click(1, An, -2)));

    [Fact]
    public void R1_7_A_binding_holds_against_a_later_click_of_another_partner()
    {
        var result = Attribution.Decide(
            Facts(FirstBinding, Click(2, Binh, -1)) with { Binding = new BindingFact(An, Placed.AddDays(-90)) });

        AssertCredited(An, null, result);
        Assert.Equal("R1.7", Step(result, TraceOutcomes.BoundToAnotherPartner).Rule);
    }

    [Fact]
    public void R1_7_A_binding_holds_against_a_typed_code_of_another_partner()
    {
        var result = Attribution.Decide(Facts(FirstBinding) with
        {
            Binding = new BindingFact(An, Placed.AddDays(-90)),
            Code = new TypedCodeFact("BINH", Binh),
        });

        AssertCredited(An, null, result);
        Assert.Contains(result.Trace, step => step.Outcome == TraceOutcomes.BoundToAnotherPartner);
    }

    [Fact]
    public void R1_7_The_bound_partners_own_later_click_or_code_is_no_other_partner()
    {
        var result = Attribution.Decide(Facts(FirstBinding, Click(2, An, -1)) with
        {
            Binding = new BindingFact(An, Placed.AddDays(-90)),
            Code = new TypedCodeFact("AN", An),
        });

        AssertCredited(An, null, result);
        Assert.DoesNotContain(result.Trace, step => step.Outcome == TraceOutcomes.BoundToAnotherPartner);
    }

    [Fact]
    public void R1_7_A_binding_counts_from_the_instant_that_it_was_made()
    {
        var facts = Facts(FirstBinding, Click(2, Binh, -1));

        AssertCredited(An, null, Attribution.Decide(facts with { Binding = new BindingFact(An, Placed) }));
        AssertCredited(Binh, 2, Attribution.Decide(facts with { Binding = new BindingFact(An, Placed.AddTicks(1)) }));
    }

    [Fact]
    public void R1_7_A_customer_bound_to_a_partner_who_left_earns_nobody_anything()
    {
        var result = Attribution.Decide(Facts(FirstBinding, Click(2, Binh, -1)) with
        {
            Binding = new BindingFact(An, Placed.AddDays(-90)),
            Partners = new Dictionary<Guid, PartnerFact> { [An] = new(false, SelfMatch.None), [Binh] = new(true, SelfMatch.None) },
        });

        Assert.Equal((null, Decisions.BoundToAnotherPartner), Outcome(result));
    }

    [Fact]
    public void R1_7_A_typed_code_binds()
    {
        var result = Attribution.Decide(Facts(FirstBinding) with { Code = new TypedCodeFact("BINH", Binh) });

        AssertCredited(Binh, null, result);
        Assert.Contains(result.Trace, step => step.Outcome == TraceOutcomes.CodeBinds);
    }

    [Fact]
    public void R1_7_A_binding_means_nothing_where_the_last_click_wins() =>
        AssertCredited(Binh, 2,
            Attribution.Decide(Facts(LastClick, Click(2, Binh, -1)) with { Binding = new BindingFact(An, Placed.AddDays(-90)) }));

    [Fact]
    public void R1_7_No_click_that_was_too_old_can_bind_where_clicks_age() =>
        AssertCredited(Binh, 2, Decide(
            LastClick with { Attribution = AttributionModel.FirstBinding }, Click(1, An, -30), Click(2, Binh, -2), Click(3, An, -1)));

    [Fact]
    public void R1_8_A_typed_code_beats_a_click()
    {
        var result = Attribution.Decide(Facts(WithCodes, Click(1, An, -1)) with { Code = new TypedCodeFact("BINH", Binh) });

        AssertCredited(Binh, null, result);
        Assert.Equal(("R1.8", "1"),
            (Step(result, TraceOutcomes.CodeBeatsClick).Rule, Step(result, TraceOutcomes.CodeBeatsClick).Facts["count"]));
    }

    [Fact]
    public void R1_8_A_typed_code_beats_a_click_also_where_the_first_binds() =>
        AssertCredited(Binh, null,
            Attribution.Decide(Facts(FirstBinding, Click(1, An, -1)) with { Code = new TypedCodeFact("BINH", Binh) }));

    [Fact]
    public void R1_8_A_typed_code_decides_without_any_click()
    {
        var result = Attribution.Decide(Facts(WithCodes) with { Code = new TypedCodeFact("BINH", Binh) });

        AssertCredited(Binh, null, result);
        Assert.Contains(result.Trace, step => step.Outcome == TraceOutcomes.CodeDecides);
    }

    [Fact]
    public void R1_8_A_code_is_not_used_where_the_programme_does_not_allow_codes()
    {
        var result = Attribution.Decide(Facts(LastClick, Click(1, An, -1)) with { Code = new TypedCodeFact("BINH", Binh) });

        AssertCredited(An, 1, result);
        Assert.Contains(result.Trace, step => step.Outcome == TraceOutcomes.CodesNotUsed);
    }

    [Fact]
    public void R1_8_A_code_that_nobody_has_leaves_the_click_and_is_told()
    {
        var result = Attribution.Decide(Facts(WithCodes, Click(1, An, -1)) with { Code = new TypedCodeFact("NOBODY", null) });

        AssertCredited(An, 1, result);
        Assert.Equal("NOBODY", Step(result, TraceOutcomes.CodeUnknown).Facts["code"]);
    }

    [Fact]
    public void R1_8_A_code_of_a_partner_outside_the_programme_leaves_the_click()
    {
        var result = Attribution.Decide(Facts(WithCodes, Click(1, An, -1)) with { Code = new TypedCodeFact("X", Guid.Empty) });

        AssertCredited(An, 1, result);
        Assert.Contains(result.Trace, step => step.Outcome == TraceOutcomes.CodeNotInProgramme);
    }

    [Theory]
    [InlineData(SelfMatch.Account, "account")]
    [InlineData(SelfMatch.Phone, "phone")]
    [InlineData(SelfMatch.Email, "email")]
    [InlineData(SelfMatch.Account | SelfMatch.Phone | SelfMatch.Email, "account,phone,email")]
    public void R1_9_An_order_of_the_partner_himself_earns_nothing(SelfMatch match, string matched)
    {
        var facts = Facts(LastClick, Click(1, Binh, -2), Click(2, An, -1)) with { Partners = Self(match) };
        var result = Attribution.Decide(facts);

        Assert.Equal((null, Decisions.SelfReferral), Outcome(result));
        Assert.Equal((An, 2L), (result.CandidateId, result.ClickId));
        Assert.Equal(("R1.9", matched),
            (Step(result, TraceOutcomes.SelfReferral).Rule, Step(result, TraceOutcomes.SelfReferral).Facts["matched"]));
    }

    [Fact]
    public void R1_9_A_code_or_a_binding_of_the_customer_himself_earns_nothing()
    {
        var facts = Facts(FirstBinding) with { Partners = Self(SelfMatch.Phone) };

        Assert.Equal((null, Decisions.SelfReferral), Outcome(Attribution.Decide(facts with { Code = new TypedCodeFact("AN", An) })));
        Assert.Equal((null, Decisions.SelfReferral), Outcome(Attribution.Decide(facts with { Binding = new BindingFact(An, Placed) })));
    }

    [Fact]
    public void R1_9_A_programme_can_allow_it()
    {
        var result = Attribution.Decide(
            Facts(LastClick with { AllowSelfReferral = true }, Click(1, An, -1)) with { Partners = Self(SelfMatch.Email) });

        AssertCredited(An, 1, result);
        Assert.Contains(result.Trace, step => step.Outcome == TraceOutcomes.SelfReferralAllowed);
    }

    [Fact]
    public void R1_9_A_partner_whose_click_was_overtaken_may_be_the_customer() =>
        AssertCredited(Binh, 2,
            Attribution.Decide(Facts(LastClick, Click(1, An, -2), Click(2, Binh, -1)) with { Partners = Self(SelfMatch.Phone) }));

    [Fact]
    public void R1_11_Deciding_again_with_the_clicks_in_any_order_decides_the_same() =>
        Properties.Holds(
            from clicks in Clicks()
            from shuffled in Gen.Shuffle(clicks)
            select (clicks, shuffled),
            pair => Same(Decide(LastClick, pair.clicks), Decide(LastClick, pair.shuffled))
                && Same(Decide(FirstBinding, pair.clicks), Decide(FirstBinding, pair.shuffled)));

    [Fact]
    public void R1_4_The_winner_is_never_older_than_any_other_click_that_counts() =>
        Properties.Holds(Clicks(), clicks =>
        {
            var counting = clicks.Where(click => click is { EarnsCredit: true, PartnerId: not null }
                && click.At <= Placed && Placed - click.At < TimeSpan.FromDays(30)).ToList();
            var result = Decide(LastClick, clicks);
            return counting.Count == 0
                ? result.PartnerId is null
                : counting.TrueForAll(click => (click.At, click.Id)
                    .CompareTo((clicks.Single(other => other.Id == result.ClickId).At, result.ClickId!.Value)) <= 0);
        });

    [Fact]
    public void R1_7_No_trace_names_a_partner_or_his_code() =>
        Properties.Holds(
            from clicks in Clicks()
            from code in Gen.Elements(null, new TypedCodeFact("MABINH", Binh), new TypedCodeFact("MAAN", An))
            from binding in Gen.Elements(null, new BindingFact(An, Placed.AddDays(-20)))
            select Facts(FirstBinding, clicks) with { Code = code, Binding = binding },
            facts => Attribution.Decide(facts).Trace.SelectMany(step => step.Facts.Values).All(value =>
                !value.Contains("MAAN", StringComparison.Ordinal) && !value.Contains("MABINH", StringComparison.Ordinal)
                && !value.Contains(An.ToString(), StringComparison.Ordinal) && !value.Contains(Binh.ToString(), StringComparison.Ordinal)));

    private static Gen<ClickFact[]> Clicks() =>
        from days in Gen.Choose(-33, 1).ArrayOf()
        from partners in Gen.Elements<Guid?>(An, Binh, null).ArrayOf(days.Length)
        from human in Gen.Elements(true, true, false).ArrayOf(days.Length)
        select days.Select((day, i) => new ClickFact(i + 1, Guid.Empty, Programme, partners[i], Placed.AddDays(day), human[i])).ToArray();

    private static Dictionary<Guid, PartnerFact> Self(SelfMatch match) =>
        new() { [An] = new(true, match), [Binh] = new(true, SelfMatch.None) };

    private static ClickFact Click(long id, Guid partner, int days) => new(id, Guid.Empty, Programme, partner, Placed.AddDays(days), true);

    private static AttributionFacts Facts(RewardingSettings settings, params ClickFact[] clicks) =>
        new(Programme, settings, Placed, clicks, Partners);

    private static AttributionResult Decide(RewardingSettings settings, params ClickFact[] clicks) =>
        Attribution.Decide(Facts(settings, clicks));

    private static TraceStep Step(AttributionResult result, string outcome) => Assert.Single(result.Trace, step => step.Outcome == outcome);

    private static (Guid?, string) Outcome(AttributionResult result) => (result.PartnerId, result.Decision);

    private static void AssertCredited(Guid partner, long? click, AttributionResult result) =>
        Assert.Equal((partner, click, Decisions.Credited), (result.PartnerId, result.ClickId, result.Decision));

    private static bool Same(AttributionResult left, AttributionResult right) =>
        (left.PartnerId, left.ClickId, left.Decision) == (right.PartnerId, right.ClickId, right.Decision)
        && left.Trace.Select(Text).SequenceEqual(right.Trace.Select(Text));

    private static string Text(TraceStep step) =>
        $"{step.Rule} {step.Outcome} {string.Join(' ', step.Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key}={fact.Value}"))}";
}
