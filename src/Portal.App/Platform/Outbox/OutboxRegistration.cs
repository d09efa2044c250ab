using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Outbox;

/// <summary>The outbox and how mails leave.</summary>
public static class OutboxRegistration
{
    public static IServiceCollection AddOutbox(this IServiceCollection services, PortalSettings settings)
    {
        services.AddSingleton(settings.Mail);
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<MailQueue>();
        services.AddSingleton<OutboxRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());
        if (settings.Mail.Host.Length > 0)
            services.AddSingleton<IMailSender, SmtpMailSender>();
        else
            services.AddSingleton<IMailSender, FileMailSender>();
        return services;
    }
}
