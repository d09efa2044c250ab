using Microsoft.AspNetCore.Components;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;

namespace Portal.Web.Components.Shared;

/// <summary>What somebody of a shop's staff may do, a chip for each right; "chỉ xem" without any.</summary>
public static class StaffRightsChips
{
    public static MarkupString Of(StaffRights rights)
    {
        var held = StaffRightSets.Each.Where(right => rights.Contain(right)).DefaultIfEmpty(StaffRights.None);
        return Markup.Of($"<span class=\"chips\">{(MarkupString)string.Concat(held.Select(Chip))}</span>");
    }

    private static MarkupString Chip(StaffRights right) => StatusChip.Of(
        right == StaffRights.None ? Tone.Neutral : Tone.Information, TextCatalog.Word(right),
        icon: right switch
        {
            StaffRights.ReportOrders => Icons.Orders,
            StaffRights.Dispute => Icons.Scales,
            StaffRights.Export => Icons.Export,
            _ => Icons.Lookup,
        });
}
