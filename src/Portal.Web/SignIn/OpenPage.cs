using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Web.SignIn;

/// <summary>
/// Whether what is drawn here stands open in front of somebody, with a connection. A static page, and the first drawing of any page, are
/// answers to one request: who asked for them stays who they are until the answer is sent, also when its form ended their session.
/// </summary>
public sealed class OpenPage : CircuitHandler
{
    public bool IsOpen { get; private set; }

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsOpen = true;
        return Task.CompletedTask;
    }
}
