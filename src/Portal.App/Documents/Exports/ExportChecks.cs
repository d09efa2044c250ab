using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Documents.Exports;

/// <summary>What somebody asks to be taken out.</summary>
/// <param name="List">Its name.</param>
/// <param name="Format"><c>xlsx</c>, <c>csv</c> or <c>jsonl</c>.</param>
/// <param name="Filter">The query of the page's address.</param>
/// <param name="Columns">Keys of the chosen columns; null for all.</param>
/// <param name="Language"><c>vi</c> or <c>en</c>.</param>
public sealed record ExportInput(
    string List, string Format, ExportFilter Filter, IReadOnlyCollection<string>? Columns = null, string Language = "vi");

/// <summary>Whether it can be taken out as it was asked for.</summary>
internal static class ExportChecks
{
    public static async Task<Outcome<ExportOrder>> CheckAsync(
        this ExportCatalogue lists, Actor actor, ExportInput input, ExportMaker maker, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (!actor.MayExport())
            return Refusal.Forbidden(ExportRefusals.NotAllowed);
        if (lists.Find(actor, input.List) is not { } list)
            return Refusal.Invalid(new FieldError("list", FieldCodes.NotFound));
        if (!actor.MayExport(list))
            return Refusal.Forbidden(ExportRefusals.NotAllowed);

        var errors = new List<FieldError>();
        var format = ExportFormats.Parse(input.Format);
        if (format is null)
            errors.Add(new FieldError("format", FieldCodes.NotAllowed).With("allowed", "xlsx, csv, jsonl"));
        var filter = input.Filter.Of(list);
        if (filter.ToString().Length > ExportFilter.MostLetters)
            errors.Add(new FieldError("filter", FieldCodes.TooLong).With("max", $"{ExportFilter.MostLetters}"));
        errors.AddRange(list.Needed.Where(name => filter.Read(name) is null)
            .Select(name => new FieldError($"filter.{name}", FieldCodes.Required)));
        var chosen = input.Columns ?? [];
        if (chosen.Count > 0)
        {
            var known = await maker.ColumnsAsync(actor, list, cancellationToken);
            errors.AddRange(chosen.Where(key => known.All(column => column.Key != key))
                .Select(_ => new FieldError("columns", FieldCodes.NotFound)).Take(1));
        }

        return errors.Count > 0
            ? Refusal.Invalid(errors)
            : new ExportOrder(
                list, actor, format!.Value, filter, [.. chosen.Distinct(StringComparer.Ordinal)],
                input.Language == "en" ? "en" : "vi", now);
    }

    /// <summary>For a program, whose typing mistake must not be lost: what the list does not know is told by name.</summary>
    public static IReadOnlyList<FieldError> Unknown(IExportable list, ExportFilter filter) =>
    [
        .. filter.Values.Where(pair => !list.Filters.Contains(pair.Key)).Select(
            pair => new FieldError($"filter.{pair.Key}", FieldCodes.UnknownField)),
        .. filter.Values.Where(pair => list.Filters.Contains(pair.Key) && !list.IsKnown(pair.Key, pair.Value)).Select(
            pair => new FieldError($"filter.{pair.Key}", FieldCodes.NotFound)),
    ];
}
