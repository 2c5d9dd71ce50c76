# The gateway, and beside it the simulated providers (src/Gateway.Sandbox). docs/decisions/0030 says why it is like this.
#   docker build -t gateway .
#   docker run --rm -p 127.0.0.1:8080:8080 -e ASPNETCORE_ENVIRONMENT=Development gateway
ARG DOTNET_SDK=mcr.microsoft.com/dotnet/sdk:10.0
# No shell, no package manager, a user of its own.
ARG DOTNET_RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled

FROM ${DOTNET_SDK} AS build
WORKDIR /source
# What packages there are changes seldom, so that this layer is seldom made again. They are restored exactly as locked.
COPY .editorconfig BannedSymbols.txt Directory.Build.props Directory.Packages.props global.json ./
COPY src/Gateway/Gateway.csproj src/Gateway/packages.lock.json src/Gateway/
COPY src/Gateway.Sandbox/Gateway.Sandbox.csproj src/Gateway.Sandbox/packages.lock.json src/Gateway.Sandbox/
RUN dotnet restore src/Gateway --locked-mode

# amd64 or arm64, given by the builder. "true" compiles to machine code ahead, for a quicker start.
ARG TARGETARCH
ARG READY_TO_RUN=true
COPY appsettings.json ./
COPY src src
# The lock knows no processor. Compiling for one restores the same packages again, from what the locked restore has
# verified and kept, and in addition the compiler.
RUN arch=$([ "${TARGETARCH:-amd64}" = arm64 ] && echo arm64 || echo x64) \
 && dotnet publish src/Gateway -c Release -r "linux-$arch" --no-self-contained -o /app -p:PublishReadyToRun=${READY_TO_RUN} \
 && rm -f /app/*.xml \
 && mkdir /data

FROM ${DOTNET_RUNTIME}
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Gateway" \
      org.opencontainers.image.description="One API in front of every video-generation provider" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /app /app
# Where SQLite's file and all else that stays is. Nothing is written anywhere else: the root may be read-only.
WORKDIR /var/lib/gateway
COPY --from=build --chown=1654:1654 /data data
VOLUME /var/lib/gateway/data
# By number, so that Kubernetes can see that it is not root.
USER 1654:1654
# The base image's own way to choose ports would only be warned about beside Urls. And it has no Kerberos, which the
# database's driver would look for at its first connection, and complain.
ENV Urls=http://+:8080 \
    ASPNETCORE_HTTP_PORTS= \
    PGGSSENCMODE=disable
EXPOSE 8080
# Readiness fails first and calls are served on: README, "How it ends". Whoever stops the container has to wait for that.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["/app/Gateway", "--health"]
ENTRYPOINT ["/app/Gateway"]
