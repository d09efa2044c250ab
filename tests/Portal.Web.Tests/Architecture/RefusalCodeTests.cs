using System.Reflection;
using Portal.App;
using Portal.Demo;
using Portal.Domain.Common;
using Portal.Web.Tests.Texts;
using Portal.Web.Texts;

namespace Portal.Web.Tests.Architecture;

/// <summary>
/// Codes of refusals and of wrong fields are constants of one class a feature (<c>…Refusals</c>, and <see cref="FieldCodes"/>): what
/// clients program against can be read there. Read from the compiled code, where constants stand as their texts.
/// </summary>
public sealed class RefusalCodeTests
{
    private static readonly Assembly[] Assemblies =
        [typeof(Refusal).Assembly, typeof(Registration).Assembly, typeof(CommonTexts).Assembly, typeof(DemoData).Assembly];

    private static readonly string ReadingARefusal = TextFlow.ReadingOf(typeof(Refusal), nameof(Refusal.Code));
    private static readonly string ReadingAField = TextFlow.ReadingOf(typeof(FieldError), nameof(FieldError.Code));

    private static readonly Lazy<TextFlow> Flow = new(() => new TextFlow(Assemblies.Select(assembly => assembly.Location)));

    /// <summary>What refusals are made with, and not what is passed on from others.</summary>
    private static IReadOnlySet<string> OfRefusals =>
        Flow.Value.TextsAt(TextFlow.PropertyOf(typeof(Refusal), nameof(Refusal.Code)), ReadingARefusal, ReadingAField);

    private static IReadOnlySet<string> OfFields =>
        Flow.Value.TextsAt(TextFlow.PropertyOf(typeof(FieldError), nameof(FieldError.Code)), ReadingARefusal, ReadingAField);

    /// <summary>The constants, with the class that each stands in.</summary>
    private static IReadOnlyList<(string Code, string Name)> Declared =>
    [
        .. from type in Assemblies.SelectMany(assembly => assembly.GetTypes())
           where type.Name.EndsWith("Refusals", StringComparison.Ordinal) || type == typeof(FieldCodes)
           from constant in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
           where constant.IsLiteral && constant.FieldType == typeof(string)
           select ((string)constant.GetRawConstantValue()!, $"{type.Name}.{constant.Name}"),
    ];

    [Fact]
    public void No_code_is_declared_twice() =>
        Assert.Empty(Declared.GroupBy(one => one.Code).Where(group => group.Count() > 1)
            .Select(group => string.Join(" = ", group.Select(one => one.Name))));

    [Fact]
    public void Every_code_that_is_answered_is_a_constant_of_its_feature() =>
        Assert.Empty(OfRefusals.Concat(OfFields).Except(Declared.Select(one => one.Code)));

    /// <summary>And so the test before this one sees them all.</summary>
    [Fact]
    public void Every_constant_is_answered_somewhere() =>
        Assert.Empty(Declared.Where(one => !OfRefusals.Contains(one.Code) && !OfFields.Contains(one.Code)).Select(one => one.Name));

    [Fact]
    public void Nobody_compares_a_code_with_a_text_that_is_no_constant()
    {
        var compared = Flow.Value.TextsComparedWith(ReadingARefusal, ReadingAField);

        Assert.NotEmpty(compared);
        Assert.DoesNotContain(compared, one => !Declared.Any(known => known.Code == one.Text));
    }

    [Fact]
    public void Every_refusal_has_its_sentence_and_every_sentence_a_refusal() =>
        Assert.Equal(OfRefusals.Order(StringComparer.Ordinal), Sentences("Refusal_"));

    [Fact]
    public void Every_wrong_field_has_its_sentence_and_every_sentence_a_field() =>
        Assert.Equal(OfFields.Order(StringComparer.Ordinal), Sentences("Field_"));

    // that both languages have the same ones is ResourceTests' matter
    private static IEnumerable<string> Sentences(string kind) => ResourceFiles.Named("RefusalTexts").Keys
        .Where(key => key.StartsWith(kind, StringComparison.Ordinal)).Select(key => key[kind.Length..]).Order(StringComparer.Ordinal);
}
