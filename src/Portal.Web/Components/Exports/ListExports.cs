using Portal.App.Documents.Exports;

namespace Portal.Web.Components.Exports;

/// <summary>The lists of the pages, each in the folder of its page. A new one is found by its kind.</summary>
public static class ListExports
{
    public static IServiceCollection AddListExports(this IServiceCollection services)
    {
        foreach (var list in typeof(ListExports).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IExportable))))
            services.AddSingleton(typeof(IExportable), list);
        return services;
    }

    /// <summary>A member of an enum as addresses write it; null for everything else.</summary>
    internal static T? Choice<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    internal static Guid? Id(string? word) => Guid.TryParse(word, out var id) ? id : null;
}
