using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>What a return says came back (R2.6), as it is stored; đồng.</summary>
internal sealed record ReturnedPart(
    IReadOnlyList<ReturnedPieces> Lines,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Amount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool InAll = false)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? ToJson(PartialReturn? part) =>
        part is null ? null : JsonSerializer.Serialize(new ReturnedPart(part.Lines, part.Amount?.Amount, part.InAll), Plain);

    public static PartialReturn? Parse(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<ReturnedPart>(json, Plain)! is var part
            ? new PartialReturn(part.Lines, part.Amount is { } amount ? new Dong(amount) : null, part.InAll) : null;
}
