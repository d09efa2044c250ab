using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.Domain.Tracking;

/// <summary>
/// Decides to whom an order belongs in a programme (R1.4–R1.9). A pure function of its facts, so deciding again, for an order
/// that was sent twice or to two endpoints, decides the same (R1.11). It never looks at what was bought (R1.6). What a dispute was ruled
/// stands in the place of clicks, codes and bindings (R8.6); that nobody brings an order of their own holds all the same.
/// </summary>
public static class Attribution
{
    public static AttributionResult Decide(AttributionFacts facts) => new Deciding(facts).Decide();

    private sealed class Deciding(AttributionFacts facts)
    {
        private readonly RewardingSettings settings = facts.Settings;
        private readonly List<TraceStep> trace = [];

        public AttributionResult Decide()
        {
            if (facts.OrderClickUnknown)
                Say("R1.3", TraceOutcomes.ClickNotFound);

            var candidates = Candidates(out var outside);
            var codePartner = CodePartner();

            if (Ruled() is { } ruled)
                return ruled;

            // R1.7: only a binding that stood when the order was placed holds it; an earlier order may arrive later
            if (settings.Attribution == AttributionModel.FirstBinding && facts.Binding is { } binding && binding.BoundAt <= facts.PlacedAt)
                return Bound(binding, candidates, codePartner);
            if (codePartner is { } partner)
                return ByCode(partner, candidates.Count);
            if (candidates.Count == 0)
                return Nobody("R1.5", outside ? TraceOutcomes.OutsideWindow : TraceOutcomes.NoClick, outside
                    ? Decisions.OutsideWindow : Decisions.NoClick);

            return settings.Attribution == AttributionModel.FirstBinding ? ByFirstClick(candidates) : ByLastClick(candidates);
        }

        /// <summary>The clicks that could decide, oldest first; the others are set aside, each kind with its reason.</summary>
        private List<ClickFact> Candidates(out bool outside)
        {
            var window = settings.Window is { } days ? TimeSpan.FromDays(days) : TimeSpan.MaxValue;
            var inside = new List<ClickFact>();
            ClickFact? nearest = null;
            int bots = 0, withoutPartner = 0, afterOrder = 0, tooOld = 0;

            foreach (var click in facts.Clicks)
            {
                var age = facts.PlacedAt - click.At;
                if (click.ProgrammeId != facts.ProgrammeId)
                    continue;
                if (!click.EarnsCredit)
                    bots++; // R1.1
                else if (click.PartnerId is not { } partner || !InProgramme(partner))
                    withoutPartner++;
                else if (age < TimeSpan.Zero)
                    afterOrder++; // R1.5: not negative
                else if (age < window)
                    inside.Add(click); // R1.5: the end of the window is outside
                else
                {
                    tooOld++;
                    nearest = nearest is null || click.At > nearest.At ? click : nearest;
                }
            }

            // R1.4: of two at the same instant, the one recorded later is the later one
            inside.Sort((left, right) => (left.At.UtcTicks, left.Id).CompareTo((right.At.UtcTicks, right.Id)));
            // a click after the order says nothing about it, so it cannot turn "no click" into "too old" when it comes
            outside = tooOld > 0;

            SayCount("R1.1", TraceOutcomes.BotClicksSetAside, bots);
            SayCount("R1.4", TraceOutcomes.ClicksWithoutPartnerSetAside, withoutPartner);
            SayCount("R1.5", TraceOutcomes.ClicksAfterOrderSetAside, afterOrder, ("placedAt", Invariant.Text(facts.PlacedAt)));
            if (nearest is not null)
            {
                SayCount("R1.5", TraceOutcomes.ClicksOutsideWindow, tooOld,
                    ("windowDays", Invariant.Text(settings.Window ?? 0)),
                    ("latestAt", Invariant.Text(nearest.At)),
                    ("endedAt", Invariant.Text(nearest.At + window)));
            }

            if (inside.Count > 0)
            {
                SayCount(settings.Attribution == AttributionModel.FirstBinding ? "R1.7" : "R1.4", TraceOutcomes.ClicksConsidered,
                    inside.Count,
                    ("firstAt", Invariant.Text(inside[0].At)),
                    ("lastAt", Invariant.Text(inside[^1].At)));
            }

            return inside;
        }

        /// <summary>R1.8: whose code was typed, where the programme uses codes and the partner is in it.</summary>
        private Guid? CodePartner()
        {
            if (facts.Code is not { } code)
                return null;

            if (!settings.AllowCodes)
                Say("R1.8", TraceOutcomes.CodesNotUsed);
            else if (code.PartnerId is not { } partner)
                Say("R1.8", TraceOutcomes.CodeUnknown, ("code", code.Code));
            else if (!InProgramme(partner))
                Say("R1.8", TraceOutcomes.CodeNotInProgramme);
            else
                return partner;

            return null;
        }

        // R8.6
        private AttributionResult? Ruled()
        {
            if (facts.Ruled is not { PartnerId: { } partner } ruling)
                return null;

            (string, string)[] named = [("dispute", ruling.Dispute), ("ruledAt", Invariant.Text(ruling.RuledAt))];
            if (!InProgramme(partner))
            {
                Say("R8.6", TraceOutcomes.RuledPartnerNotInProgramme, named);
                return null;
            }

            Say("R8.6", TraceOutcomes.RuledPartner, named);
            return Credit(partner, null);
        }

        private AttributionResult Bound(BindingFact binding, List<ClickFact> candidates, Guid? codePartner)
        {
            (string, string) boundAt = ("boundAt", Invariant.Text(binding.BoundAt));
            if (codePartner is { } typed ? typed != binding.PartnerId : candidates.Exists(click => click.PartnerId != binding.PartnerId))
                Say("R1.7", TraceOutcomes.BoundToAnotherPartner, boundAt);

            if (!InProgramme(binding.PartnerId))
                return Nobody("R1.7", TraceOutcomes.BoundPartnerNotInProgramme, Decisions.BoundToAnotherPartner, boundAt);

            Say("R1.7", TraceOutcomes.AlreadyBound, boundAt);
            return Credit(binding.PartnerId, null);
        }

        private AttributionResult ByCode(Guid partner, int beaten)
        {
            if (beaten > 0)
                SayCount("R1.8", TraceOutcomes.CodeBeatsClick, beaten);
            else
                Say("R1.8", TraceOutcomes.CodeDecides);
            if (settings.Attribution == AttributionModel.FirstBinding)
                Say("R1.7", TraceOutcomes.CodeBinds, ("placedAt", Invariant.Text(facts.PlacedAt)));

            return Credit(partner, null);
        }

        private AttributionResult ByFirstClick(List<ClickFact> candidates)
        {
            var first = candidates[0];
            Say("R1.7", TraceOutcomes.FirstClickBinds, Winner(first));
            return Credit(first.PartnerId!.Value, first.Id);
        }

        private AttributionResult ByLastClick(List<ClickFact> candidates)
        {
            var last = candidates[^1];
            var overtaken = candidates.FindAll(click => click.PartnerId != last.PartnerId);
            if (overtaken.Count > 0)
                SayCount("R1.4", TraceOutcomes.LaterClickTookOver, overtaken.Count, ("overtakenAt", Invariant.Text(overtaken[^1].At)));
            Say("R1.4", TraceOutcomes.LastClickWins, Winner(last));
            return Credit(last.PartnerId!.Value, last.Id);
        }

        /// <summary>R1.9: the partner was found; unless they are the customer themselves, the order is theirs.</summary>
        private AttributionResult Credit(Guid partner, long? clickId)
        {
            var match = facts.Partners[partner].SelfMatch;
            if (match == SelfMatch.None)
                return new AttributionResult(partner, clickId, Decisions.Credited, trace);

            (string, string) matched = ("matched", string.Join(',',
                new[] { SelfMatch.Account, SelfMatch.Phone, SelfMatch.Email }.Where(kind => match.HasFlag(kind)).Select(Name)));
            if (!settings.AllowSelfReferral)
            {
                return Nobody("R1.9", TraceOutcomes.SelfReferral, Decisions.SelfReferral, matched) with
                {
                    CandidateId = partner,
                    ClickId = clickId
                };
            }

            Say("R1.9", TraceOutcomes.SelfReferralAllowed, matched);
            return new AttributionResult(partner, clickId, Decisions.Credited, trace);
        }

        private AttributionResult Nobody(string rule, string outcome, string decision, params (string, string)[] why)
        {
            Say(rule, outcome, why);
            return new AttributionResult(null, null, decision, trace);
        }

        private (string, string)[] Winner(ClickFact click)
        {
            List<(string, string)> told = [("clickedAt", Invariant.Text(click.At)), ("placedAt", Invariant.Text(facts.PlacedAt))];
            if (settings.Window is { } days)
            {
                var left = click.At.AddDays(days) - facts.PlacedAt;
                told.Add(("windowDays", Invariant.Text(days)));
                told.Add(("endsAt", Invariant.Text(click.At.AddDays(days))));
                told.Add(("leftDays", Invariant.Text(left.Days)));
                told.Add(("leftHours", Invariant.Text(left.Hours)));
            }

            return [.. told];
        }

        private bool InProgramme(Guid partner) => facts.Partners.TryGetValue(partner, out var fact) && fact.InProgramme;

        private void SayCount(string rule, string outcome, int count, params (string, string)[] more)
        {
            if (count > 0)
                Say(rule, outcome, [("count", Invariant.Text(count)), .. more]);
        }

        private void Say(string rule, string outcome, params (string, string)[] told) => trace.Add(TraceStep.Of(rule, outcome, told));

        private static string Name(SelfMatch kind) => kind switch
        {
            SelfMatch.Account => "account",
            SelfMatch.Phone => "phone",
            _ => "email",
        };
    }
}
