using Microsoft.Extensions.Localization;
using Portal.App.Orders.Import;
using Portal.App.Platform.Files;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;

namespace Portal.Web.Pages.Shop;

/// <summary>What is wrong with a row of a report, in words.</summary>
public static class ProblemText
{
    /// <summary>As the file calls the column; in our own words where the file does not have it.</summary>
    public static string Column(ImportProblemRow problem, IStringLocalizer<ShopTexts> texts) =>
        problem.Heading ?? (problem.Column is { } column ? texts["Column_" + column] : "–");

    public static string Sentence(ImportProblemRow problem) => problem.IsRefusal
        ? TextCatalog.Of(Refusal.Rule(problem.Code) with { Facts = problem.Facts })
        : TextCatalog.Of(new FieldError("", problem.Code) { Facts = problem.Facts });

    public static IReadOnlyList<CsvColumn<ImportProblemRow>> Columns(IStringLocalizer<ShopTexts> texts) =>
    [
        new(texts["RowNumber"], problem => problem.Row),
        new(texts["OrderCode"], problem => problem.OrderId ?? ""),
        new(texts["Column"], problem => Column(problem, texts)),
        new(texts["Problem"], Sentence),
    ];
}
