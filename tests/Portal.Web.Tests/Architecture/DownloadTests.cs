using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using Portal.App.Platform.Files;
using Portal.Tests.Shared;
using Portal.Web.Components;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Architecture;

/// <summary>
/// Downloads are found by their name: what answers with a file stands in a class named <c>…Files</c>, in the folder of its address.
/// Which endpoints answer with a file is read from their compiled code.
/// </summary>
public sealed class DownloadTests
{
    private const string Suffix = "Files";

    private static readonly Dictionary<string, string> Excepted = new(StringComparer.Ordinal)
    {
        ["PayoutEndpoints"] = "the API has one file a feature, whatever its answers are",
        ["EvidenceEndpoints"] = "the same",
        ["ExportEndpoints"] = "the same",
        ["DocumentEndpoints"] = "the same",
    };

    [Fact]
    public async Task What_answers_with_a_file_is_named_so()
    {
        var downloads = (await HandlersAsync()).Where(handler => FileCode.Answers(handler.Method)).ToList();

        Assert.InRange(downloads.Count, 9, int.MaxValue);
        Assert.Empty(downloads.Where(download => !Excepted.ContainsKey(download.Owner.Name))
            .Where(download => !download.Owner.Name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(download => $"{download.Address}: {download.Owner.Name}"));
        Assert.All(Excepted.Keys, name => Assert.Contains(downloads, download => download.Owner.Name == name));
    }

    [Fact]
    public async Task Files_stand_in_the_folder_of_their_address()
    {
        var files = (await HandlersAsync()).Where(handler => handler.Owner.Name.EndsWith(Suffix, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.Where(file => !AddressFolder.Holds(AddressFolder.Of(file.Address), file.Owner))
            .Select(file => $"{file.Owner.FullName}: {file.Address} belongs in {AddressFolder.Of(file.Address)}"));
    }

    /// <summary>Every endpoint of the portal's own code that is a method; pages are none.</summary>
    private static async Task<List<Handler>> HandlersAsync()
    {
        await using var world = await World.CreateAsync();
        await using var host = new AccountHost(world);
        return
        [
            .. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Select(endpoint => (Address: endpoint.RoutePattern.RawText!, Method: endpoint.Metadata.GetMetadata<MethodInfo>()))
                .Where(endpoint => endpoint.Method?.Module == typeof(PortalApp).Module)
                .Select(endpoint => new Handler(endpoint.Address, endpoint.Method!, Outermost(endpoint.Method!.DeclaringType!))),
        ];
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private sealed record Handler(string Address, MethodInfo Method, Type Owner);

    /// <summary>The compiled code of the portal: which methods come to write a file, themselves or by another method of it.</summary>
    private static class FileCode
    {
        private static readonly HashSet<string> Results = [typeof(Results).FullName!, typeof(TypedResults).FullName!];
        private static readonly HashSet<string> OfFiles = ["File", "PhysicalFile", "VirtualFile", "Bytes", "Stream"];
        private static readonly HashSet<string> StateMachines = ["AsyncStateMachineAttribute", "AsyncIteratorStateMachineAttribute"];
        private static readonly ModuleDefinition Code = ModuleDefinition.ReadModule(typeof(PortalApp).Assembly.Location);

        public static bool Answers(MethodInfo handler)
        {
            var seen = new HashSet<MethodDefinition>();
            var open = new Stack<MethodDefinition>([(MethodDefinition)Code.LookupToken(handler.MetadataToken)]);
            while (open.TryPop(out var method))
            {
                if (!seen.Add(method))
                    continue;
                foreach (var called in Calls(method))
                {
                    if (WritesFile(called))
                        return true;
                    if (ModuleOf(called) == Code && called.Resolve() is { } own)
                        open.Push(own);
                }
            }

            return false;
        }

        /// <summary>What a method names in its code, also to hand it on; what is asynchronous goes on in a class of its own.</summary>
        private static IEnumerable<MethodReference> Calls(MethodDefinition method)
        {
            var states = method.CustomAttributes.Where(attribute => StateMachines.Contains(attribute.AttributeType.Name))
                .Select(attribute => ((TypeReference)attribute.ConstructorArguments[0].Value).Resolve());
            return method.Body is null ? [] : method.Body.Instructions.Select(step => step.Operand).OfType<MethodReference>()
                .Concat(states.SelectMany(state => state.Methods.Where(next => next.Name == "MoveNext")));
        }

        private static bool WritesFile(MethodReference called) =>
            (Results.Contains(called.DeclaringType.FullName) && OfFiles.Contains(called.Name))
            || called.Name is "set_ContentDisposition" or nameof(SendFileResponseExtensions.SendFileAsync)
            || called.DeclaringType.FullName == typeof(CsvFile).FullName;

        private static ModuleDefinition? ModuleOf(MethodReference called) =>
            called.DeclaringType.GetElementType().Scope as ModuleDefinition;
    }
}
