using Microsoft.AspNetCore.Components;
using Portal.App.Platform.Texts;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;

namespace Portal.Web.Components.Shared;

/// <summary>
/// A state as an icon and a word: <c>@StatusChip.Of(row.Status)</c>, <c>@StatusChip.Of(row.State)</c>, or any state of one's own,
/// <c>@StatusChip.Of(Tone.Waiting, L["Waiting"], help: L["WaitingHelp"])</c>. With a help the chip can be reached by keyboard, and says
/// there what it means. Plain leaves that out: inside a link, which may hold nothing else to press.
/// </summary>
public static class StatusChip
{
    public static MarkupString Of(OrderStatus order, string? help = null, bool plain = false) => Of(order switch
    {
        OrderStatus.Pending => Tone.Waiting,
        OrderStatus.Successful => Tone.Success,
        _ => Tone.Cancelled,
    }, TextCatalog.Of(order), help ?? TextCatalog.Help(order), plain: plain);

    public static MarkupString Of(RewardState reward, string? help = null, bool plain = false) => Of(reward switch
    {
        RewardState.Pending => Tone.Waiting,
        RewardState.Earned => Tone.Success,
        RewardState.Reversed => Tone.Cancelled,
        _ => Tone.Neutral,
    }, TextCatalog.Of(reward), help ?? TextCatalog.Help(reward), reward is RewardState.Reversed ? Icons.Undo : null, plain);

    public static MarkupString Of(Tone tone, string? text, string? help = null, string? icon = null, bool plain = false)
    {
        var inside = Markup.Of($"{Icon.Of(icon ?? tone.Icon(), 14)}{text}");
        return help is null || plain
            ? Markup.Of($"<span class=\"chip {tone.Css()}\">{inside}</span>")
            : Markup.Of($"<button type=\"button\" class=\"chip {tone.Css()}\" data-tip aria-description=\"{help}\">{inside}</button>");
    }
}
