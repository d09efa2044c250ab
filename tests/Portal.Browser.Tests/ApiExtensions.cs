using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Portal.Browser.Tests;

public static class ApiExtensions
{
    /// <summary>The portal's API, with a key.</summary>
    public static HttpClient Api(this Browsing browsing, string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(browsing.Portal, "api/v1/") };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        return client;
    }

    /// <summary>What was made, or was there already.</summary>
    public static async Task<JsonNode> MadeAsync(this HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }
}
