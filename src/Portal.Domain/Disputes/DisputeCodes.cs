using System.Text.Json;

namespace Portal.Domain.Disputes;

/// <summary>States and the like as programs write them: <c>under_review</c>.</summary>
public static class DisputeCodes
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static TEnum? Parse<TEnum>(string? code)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Where(value => Of(value) == code).Select(value => (TEnum?)value)
        .FirstOrDefault();
}
