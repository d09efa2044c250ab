using System.Globalization;
using System.Text.Json;
using Portal.Domain.Common;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>Values of a query, with what is wrong told by name as in a body.</summary>
internal static class QueryValues
{
    /// <summary>An instant with its offset, or a local day, which is its start.</summary>
    public static DateTimeOffset? Instant(List<FieldError> errors, string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        // A plus that was not escaped arrives as a space.
        if (InstantConverter.TryParse(text.Replace(' ', '+'), out var instant))
            return instant;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day > DateOnly.MinValue)
            return LocalCalendar.StartOf(day);

        errors.Add(new FieldError(field, FieldCodes.WrongType).With("expected", "instant"));
        return null;
    }

    /// <summary>A month of the path or the query: <c>2024-06</c>.</summary>
    public static Outcome<DateOnly> Month(string? text) => MonthConverter.TryParse(text, out var month)
        ? month
        : Refusal.Invalid(new FieldError("month", FieldCodes.WrongType).With("expected", "month"));

    /// <summary>A year: <c>2024</c>.</summary>
    public static int? Year(List<FieldError> errors, string field, string? text)
    {
        const int First = 2000;
        const int Last = 9000;
        if (string.IsNullOrEmpty(text))
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= First and <= Last)
            return year;

        errors.Add(new FieldError(field, FieldCodes.OutOfRange).With("min", First.ToString(CultureInfo.InvariantCulture))
            .With("max", Last.ToString(CultureInfo.InvariantCulture)));
        return null;
    }

    public static T? Choice<T>(List<FieldError> errors, string field, string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
            return null;

        foreach (var value in Enum.GetValues<T>())
        {
            if (Name(value) == text)
                return value;
        }

        errors.Add(new FieldError(field, FieldCodes.NotAllowed).With("allowed", string.Join(", ", Enum.GetValues<T>().Select(Name))));
        return null;
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
