using Microsoft.AspNetCore.Components;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Rewards;

namespace Portal.Web.Components.Shared;

/// <summary>
/// What an order earns, with the word that says how sure it is: chờ duyệt, đã ghi nhận; struck through where it was lost.
/// </summary>
public static class RewardAmount
{
    /// <param name="gross">Before tax.</param>
    /// <param name="state">Of the reward.</param>
    /// <param name="total">As of <see cref="DongAmount.Of"/>.</param>
    public static MarkupString Of(Dong gross, RewardState state, string? total = null)
    {
        var (lost, help) = (state is RewardState.Void or RewardState.Reversed ? " lost" : "", TextCatalog.Help(state));
        return Markup.Of($"""<span class="reward{lost}"><button type="button" class="mark" data-tip aria-description="{help}">{TextCatalog.Of(state)}</button>{DongAmount.Of(gross, total: total)}</span>""");
    }
}
