using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>
/// The browser of these tests. Debian's headless shell draws pages in well under half the time of the whole browser, which draws them for a
/// screen that is not there; the whole one is used where the shell is missing.
/// </summary>
public static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private static readonly string[] Args =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
            "--disable-sync",
    ];

    public static Task<IBrowser> StartAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Environment.GetEnvironmentVariable("PORTAL_TEST_CHROMIUM") ?? Array.Find(Places, File.Exists),
        Args = Args,
    });
}
