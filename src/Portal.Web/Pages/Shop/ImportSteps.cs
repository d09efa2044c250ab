using Microsoft.Extensions.Localization;
using Portal.App.Orders.Import;

namespace Portal.Web.Pages.Shop;

/// <summary>The steps of a report's way: choose the file, match its columns, check it, result.</summary>
public static class ImportSteps
{
    public const int Choose = 0;
    public const int Match = 1;
    public const int Check = 2;
    public const int Result = 3;

    public static IReadOnlyList<string> Titles(IStringLocalizer<ShopTexts> texts) =>
        [texts["StepChoose"], texts["StepMatch"], texts["StepCheck"], texts["StepResult"]];

    /// <summary>Where a report stands; null for one that was given up.</summary>
    public static int? Of(ImportRow import) => import.State switch
    {
        ImportState.Uploaded => Match,
        ImportState.Checking or ImportState.Checked => Check,
        ImportState.Failed => import.StartedAt is null ? Check : Result,
        ImportState.Discarded => null,
        _ => Result,
    };
}
