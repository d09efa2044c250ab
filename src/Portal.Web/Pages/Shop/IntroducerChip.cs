using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.App.Platform.Texts;
using Portal.Domain.Surcharges;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Shop;

/// <summary><c>@IntroducerChip.Of(row.IntroducedBy, L)</c>: who introduced a customer (R7.6).</summary>
public static class IntroducerChip
{
    public static MarkupString Of(Introducer by, IStringLocalizer<ShopTexts> texts) => by == Introducer.Owner
        ? StatusChip.Of(Tone.Information, TextCatalog.Word(by), texts["IntroducedOwner"], Icons.Shop)
        : StatusChip.Of(Tone.Neutral, TextCatalog.Word(by), texts["IntroducedPlatform"], Icons.Globe);
}
