using System.Globalization;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Tracking;

namespace Portal.App.Catalogue.Shops;

/// <summary>The checks that making and changing a shop share.</summary>
internal static class ShopChecks
{
    public const int MaxHosts = 100;

    /// <summary>Older houses than this do not sell online; an earlier date is a wrong unit or an empty cell.</summary>
    public static readonly DateOnly EarliestOpening = new(1900, 1, 1);

    /// <summary>The code in its one spelling. Codes that differ only in case are the same code.</summary>
    public static string Code(List<FieldError> errors, string field, string text)
    {
        var code = text.ToLowerInvariant();
        if (code.Length is < 2 or > Lengths.Code
            || !code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            errors.Add(new FieldError(field, FieldCodes.CodeMalformed));
        return code;
    }

    public static void Name(List<FieldError> errors, string name)
    {
        if (TextCheck.RequiredText("name", name, Lengths.Name) is { } error)
            errors.Add(error);
    }

    /// <summary>The hosts in the form in which destinations are compared with them, each once.</summary>
    public static IReadOnlyList<string> Hosts(List<FieldError> errors, IReadOnlyList<string> texts)
    {
        if (texts.Count is 0 or > MaxHosts)
        {
            errors.Add(new FieldError("hosts", FieldCodes.WrongCount).With("min", "1").With("max", Number(MaxHosts))
                .With("actual", Number(texts.Count)));
            return [];
        }

        var hosts = texts.Select(Destination.AllowedHost).ToList();
        for (var i = 0; i < hosts.Count; i++)
        {
            if (hosts[i] is null)
                errors.Add(new FieldError($"hosts[{Number(i)}]", FieldCodes.HostMalformed));
        }

        return [.. hosts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
