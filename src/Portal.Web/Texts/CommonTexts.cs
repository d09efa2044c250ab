using System.Globalization;
using System.Resources;

namespace Portal.Web.Texts;

/// <summary>Words that the frame and many pages use. A feature's own words stand beside its pages, as <c>{Feature}Texts.resx</c>.</summary>
public sealed class CommonTexts
{
    private static readonly ResourceManager Words = new(typeof(CommonTexts));

    private CommonTexts()
    {
    }

    /// <summary>A word in the reader's language, for what is drawn without a component of its own.</summary>
    public static string Of(string key) => Words.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
