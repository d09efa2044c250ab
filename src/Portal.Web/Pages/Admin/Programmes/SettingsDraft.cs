using System.Globalization;
using System.Text.Json;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Web.Components.Programmes;

namespace Portal.Web.Pages.Admin.Programmes;

/// <summary>A row that was typed: a category and its rate, a level and its reward, a tier's name and where it starts.</summary>
public sealed class DraftRow(string first, string second)
{
    public string First { get; set; } = first;

    public string Second { get; set; } = second;
}

/// <summary>
/// Settings as somebody types them. Whatever was typed is kept and goes to the use case as it is: a text that is no number
/// goes as a text, so that one place says what is wrong with it.
/// </summary>
public sealed class SettingsDraft
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string DefaultRate = "rates.default";
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);

    private SettingsDraft(ProgrammeTemplate template) => Template = template;

    public ProgrammeTemplate Template { get; }

    /// <summary>The rows of the template's one list: categories, levels or tiers.</summary>
    public List<DraftRow> Rows { get; } = [];

    public string this[string setting]
    {
        get => typed.GetValueOrDefault(setting, "");
        set => typed[setting] = value;
    }

    private IEnumerable<SettingField> Fields => SettingLayout.Of(Template).SelectMany(group => group.Fields);

    public static SettingsDraft Of(ProgrammeTemplate template) =>
        Of(template, JsonElement.Parse(ProgrammeSettingsJson.ToJson(ProgrammeSettings.Defaults(template))));

    public static SettingsDraft Of(ProgrammeTemplate template, JsonElement settings)
    {
        var draft = new SettingsDraft(template);
        foreach (var field in draft.Fields)
            draft.Fill(field, settings.GetProperty(field.Name));
        return draft;
    }

    /// <summary>A setting that is a day; null where none is chosen.</summary>
    public DateOnly? Day(string setting) =>
        DateOnly.TryParseExact(this[setting], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A setting that is a whole number; null where none was typed.</summary>
    public int? Count(string setting) =>
        int.TryParse(this[setting], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;

    public static string? Text(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string? Text(int? count) => count?.ToString(CultureInfo.InvariantCulture);

    public JsonElement ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var field in Fields)
            {
                writer.WritePropertyName(field.Name);
                Write(writer, field);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(stream.ToArray());
    }

    /// <summary>An amount as it is shown while it is typed: grouped when it is one, untouched when it is none.</summary>
    public static string Grouped(string text) => DongText.Read(text) is { } amount ? Grouped(amount.Amount) : text;

    /// <summary>Percent as somebody types them, with a comma or a point.</summary>
    public static decimal? Percent(string text) =>
        decimal.TryParse(
            text.Replace('%', ' ').Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var percent)
            ? percent
            : null;

    private static string Grouped(long amount) => amount.ToString("#,0", CultureInfo.GetCultureInfo("vi-VN"));

    private void Fill(SettingField field, JsonElement value)
    {
        switch (field.Kind)
        {
            case SettingKind.Rates:
                this[DefaultRate] = SettingWords.Percent(value.GetProperty("default").GetInt32());
                Rows.AddRange(value.GetProperty("categories").EnumerateObject()
                    .Select(category => new DraftRow(category.Name, SettingWords.Percent(category.Value.GetInt32()))));
                break;
            case SettingKind.Tiers:
                Rows.AddRange(value.EnumerateArray().Select(tier =>
                    new DraftRow(Grouped(tier.GetProperty("minOrderValue").GetInt64()), Grouped(tier.GetProperty("amount").GetInt64()))));
                break;
            case SettingKind.Steps:
                Rows.AddRange(value.EnumerateArray().Select(step =>
                    new DraftRow(step.GetProperty("name").GetString()!, Grouped(step.GetProperty("minPaid").GetInt64()))));
                break;
            default:
                this[field.Name] = field.Kind switch
                {
                    SettingKind.Rate => SettingWords.Percent(value.GetInt32()),
                    SettingKind.Money => Grouped(value.GetInt64()),
                    _ => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(),
                };
                break;
        }
    }

    private void Write(Utf8JsonWriter writer, SettingField field)
    {
        switch (field.Kind)
        {
            case SettingKind.Rates:
                writer.WriteStartObject();
                writer.WritePropertyName("default");
                WriteRate(writer, this[DefaultRate]);
                writer.WriteStartObject("categories");
                foreach (var row in Rows)
                {
                    writer.WritePropertyName(row.First.Trim());
                    WriteRate(writer, row.Second);
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            case SettingKind.Tiers:
                WriteList(writer, row =>
                {
                    WriteMoney(writer, "minOrderValue", row.First);
                    WriteMoney(writer, "amount", row.Second);
                });
                break;
            case SettingKind.Steps:
                WriteList(writer, row =>
                {
                    writer.WriteString("name", row.First.Trim());
                    WriteMoney(writer, "minPaid", row.Second);
                });
                break;
            case SettingKind.Rate:
                WriteRate(writer, this[field.Name]);
                break;
            case SettingKind.Money:
                WriteMoney(writer, this[field.Name]);
                break;
            case SettingKind.Count when long.TryParse(
                this[field.Name].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count):
                writer.WriteNumberValue(count);
                break;
            case SettingKind.YesNo:
                writer.WriteBooleanValue(this[field.Name] == "true");
                break;
            default:
                writer.WriteStringValue(this[field.Name]);
                break;
        }
    }

    private void WriteList(Utf8JsonWriter writer, Action<DraftRow> write)
    {
        writer.WriteStartArray();
        foreach (var row in Rows)
        {
            writer.WriteStartObject();
            write(row);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRate(Utf8JsonWriter writer, string text)
    {
        if (Percent(text) is { } percent and > -1_000_000 and < 1_000_000)
            writer.WriteNumberValue(decimal.Truncate(percent * 100) is var whole && whole == percent * 100 ? whole : percent * 100);
        else
            writer.WriteStringValue(text);
    }

    private static void WriteMoney(Utf8JsonWriter writer, string name, string text)
    {
        writer.WritePropertyName(name);
        WriteMoney(writer, text);
    }

    private static void WriteMoney(Utf8JsonWriter writer, string text)
    {
        if (DongText.Read(text) is { } amount)
            writer.WriteNumberValue(amount.Amount);
        else
            writer.WriteStringValue(text);
    }
}
