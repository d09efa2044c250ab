using Portal.Domain.Programmes;

namespace Portal.Tests.Shared.History;

/// <summary>Whose order it is in a programme: R1.4–R1.9, read straight.</summary>
internal sealed class ReferenceAttribution(ReferenceFacts facts)
{
    /// <summary>The partner, or the code that says why there is none.</summary>
    internal sealed record Answer(string? Refused, HistoryPartner? Partner, HistoryClick? Click);

    /// <summary>What led the customer to a partner: a typed code, which has no click, or a click.</summary>
    private sealed record Touch(HistoryPartner Partner, HistoryClick? Click);

    public Answer Of(ReferenceOrder order, HistoryProgramme programme, RewardingSettings settings, List<string> trace) =>
        settings.Attribution == AttributionModel.FirstBinding
            ? FirstBinding(order, programme, settings, trace)
            : LastClick(order, programme, settings, trace);

    private Answer LastClick(ReferenceOrder order, HistoryProgramme programme, RewardingSettings settings, List<string> trace)
    {
        if (Typed(order, programme, settings) is { } typed)
        {
            trace.Add($"R1.8 code {order.Code} of {typed.Code}");
            return UnlessHimself(order, settings, new Touch(typed, null), trace);
        }

        Touch? last = null;
        var any = false;
        foreach (var click in PartnersClicks(order, programme))
        {
            // R1.5
            var inside = settings.Window is not { } days || order.PlacedAt - click.Click!.At < TimeSpan.FromHours(24 * days);
            trace.Add($"R1.5 click {click.Click!.Number} of {click.Partner.Code} at {click.Click.At:O} is {(inside ? "inside" : "outside")}");
            any = true;
            if (inside && (last is null || IsLater(click.Click, last.Click!)))
                last = click;
        }

        if (last is null)
            return new Answer(any ? "outside_window" : "no_click", null, null);

        trace.Add($"R1.4 the last is click {last.Click!.Number}");
        return UnlessHimself(order, settings, last, trace);
    }

    private Answer FirstBinding(ReferenceOrder order, HistoryProgramme programme, RewardingSettings settings, List<string> trace)
    {
        var own = FirstTouch(order, programme, settings);
        trace.Add(own is null
            ? "R1.7 led here by nobody"
            : $"R1.7 led here by {own.Partner.Code}, {(own.Click is null ? "a code" : $"click {own.Click.Number}")}");

        // the earliest order of the customer that yields an attribution binds them
        Touch? binding = null;
        foreach (var earlier in facts.SamePerson(order))
        {
            if (!earlier.IsBefore(order))
                break;
            if (ReferenceFacts.VersionOf(earlier, programme)?.Settings is not RewardingSettings then)
                continue;
            if (FirstTouch(earlier, programme, then) is { } touch && !IsHimself(earlier, then, touch.Partner))
            {
                trace.Add($"R1.7 bound to {touch.Partner.Code} by {earlier.ExternalId} of {earlier.PlacedAt:O}");
                binding = touch;
                break;
            }
        }

        if (binding is not null)
        {
            // R1.7: for good; who else led the customer here gets nothing, and R5.3 gives the order to whom they are bound
            if (own is not null && own.Partner != binding.Partner)
                trace.Add(Reference.LedByAnother);
            return UnlessHimself(order, settings, new Touch(binding.Partner, null), trace);
        }

        return own is null ? new Answer("no_click", null, null) : UnlessHimself(order, settings, own, trace);
    }

    /// <summary>The order's code, else its first click.</summary>
    private Touch? FirstTouch(ReferenceOrder order, HistoryProgramme programme, RewardingSettings settings)
    {
        if (Typed(order, programme, settings) is { } typed)
            return new Touch(typed, null);

        Touch? first = null;
        foreach (var click in PartnersClicks(order, programme))
        {
            if (first is null || IsLater(first.Click!, click.Click!))
                first = click;
        }

        return first;
    }

    /// <summary>The partner of the programme whose code was typed, where codes are used (R1.8).</summary>
    private HistoryPartner? Typed(ReferenceOrder order, HistoryProgramme programme, RewardingSettings settings) =>
        settings.AllowCodes && order.Code is { } code && facts.Partners.TryGetValue(code, out var partner)
            && partner.Programmes.Contains(programme.Code)
            ? partner
            : null;

    /// <summary>Clicks on links of partners who are in the programme.</summary>
    private IEnumerable<Touch> PartnersClicks(ReferenceOrder order, HistoryProgramme programme)
    {
        foreach (var (click, link) in facts.ClicksBefore(order, programme))
        {
            if (link.Partner is { } code && facts.Partners[code].Programmes.Contains(programme.Code))
                yield return new Touch(facts.Partners[code], click);
        }
    }

    private static Answer UnlessHimself(ReferenceOrder order, RewardingSettings settings, Touch touch, List<string> trace)
    {
        if (!IsHimself(order, settings, touch.Partner))
            return new Answer(null, touch.Partner, touch.Click);

        trace.Add($"R1.9 the customer is {touch.Partner.Code} himself");
        return new Answer("self_referral", null, touch.Click);
    }

    private static bool IsHimself(ReferenceOrder order, RewardingSettings settings, HistoryPartner partner) =>
        !settings.AllowSelfReferral
        && ((order.Email is { } email && (email == partner.Email || email == partner.AccountEmail))
            || (order.Phone is { } phone && phone == partner.Phone));

    // R1.4: ties in time go to the later recorded
    private static bool IsLater(HistoryClick one, HistoryClick other) =>
        one.At > other.At || (one.At == other.At && one.Number > other.Number);
}
