using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Portal.App.Access.ApiKeys;

namespace Portal.Demo.DemoShop;

/// <summary>
/// The shop's server as a customer of the portal's API, over HTTP and with nothing but its key and its signature: what a real shop does,
/// and therefore what the demo shop does. Answers why the portal refused, or null.
/// </summary>
public sealed class PortalClient(HttpClient http, ShopKey key, TimeProvider clock)
{
    public Task<string?> SendAsync(ShopOrder order, CancellationToken cancellationToken) =>
        PostAsync("api/v1/orders", $"order-{order.Number}", new
        {
            externalId = order.Number,
            placedAt = order.PlacedAt,
            customer = new
            {
                id = (string?)null,
                email = order.Email.Length > 0 ? order.Email : null,
                phone = order.Phone,
                deviceId = (string?)null
            },
            attribution = new { clickId = order.ClickId, visitorId = order.VisitorId, referralCode = (string?)null },
            source = "web",
            lines = order.Lines.Select(line => new
            {
                sku = line.Sku,
                name = line.Name,
                category = line.Category,
                quantity = line.Quantity,
                unitPrice = line.UnitPrice,
                discount = 0,
            }),
            amounts = new
            {
                items = order.Items.Amount,
                shipping = order.Shipping,
                platformDiscount = 0,
                shopDiscount = order.Discount,
                voucher = 0,
                points = 0,
                paid = order.Paid.Amount,
            },
        }, cancellationToken);

    public Task<string?> SendAsync(ShopOrder order, ShopOrderEvent happened, CancellationToken cancellationToken) =>
        PostAsync($"api/v1/orders/{Uri.EscapeDataString(order.Number)}/events", $"event-{happened.Id}", new
        {
            id = happened.Id,
            type = happened.Type,
            reason = happened.Reason,
            note = happened.Note,
            occurredAt = happened.OccurredAt,
        }, cancellationToken);

    private async Task<string?> PostAsync(string path, string idempotencyKey, object body, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await TryAsync(path, idempotencyKey, body, renew: false, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
                return await WhyNotAsync(answer, cancellationToken);

            // the key was revoked, or the database is a new one
            using var second = await TryAsync(path, idempotencyKey, body, renew: true, cancellationToken);
            return await WhyNotAsync(second, cancellationToken);
        }
        catch (Exception failure) when (
            failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return failure.Message;
        }
    }

    private async Task<HttpResponseMessage> TryAsync(
        string path, string idempotencyKey, object body, bool renew, CancellationToken cancellationToken)
    {
        var secrets = await key.SecretsAsync(renew, cancellationToken);
        var address = new Uri(key.Portal, path);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secrets.ApiKey);
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        request.Headers.Add(
            "X-Portal-Signature",
            SignedBodies.Sign(secrets.Signing, clock.GetUtcNow(), new SignedRequest("POST", address.PathAndQuery, bytes)));
        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task<string?> WhyNotAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
            return null;

        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            using var problem = JsonDocument.Parse(text);
            return problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } said
                ? said
                : $"{(int)answer.StatusCode} {problem.RootElement.GetProperty("code").GetString()}";
        }
        catch (Exception noProblem) when (noProblem is JsonException or KeyNotFoundException)
        {
            return $"{(int)answer.StatusCode}";
        }
    }
}
