// What is shown is said by the part of the address after `#`, so that it can be loaded again and linked to.

import { MutationCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { Chat, Project, Projects, Users, type Page } from "./pages";
import { settings } from "./queries";

/** What each address shows; the number in it is a key. */
const pages: readonly [RegExp, Page][] = [
  [/^$/, Users],
  [/^#\/users\/(\d+)$/, Projects],
  [/^#\/projects\/(\d+)$/, Project],
  [/^#\/chats\/(\d+)$/, Chat],
];

settings.base = "/api";

const client: QueryClient = new QueryClient({
  defaultOptions: { queries: { retry: false } },
  // The server alone knows what a change touches, so what is shown is asked for anew.
  mutationCache: new MutationCache({ onSuccess: () => client.invalidateQueries() }),
});

function App() {
  const hash = useSyncExternalStore(watch, () => location.hash);
  const [pattern, Shown] = pages.find(([pattern]) => pattern.test(hash)) ?? pages[0]!;
  return <Shown key={hash} id={pattern.exec(hash)?.[1] ?? ""} />;
}

function watch(changed: () => void) {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

createRoot(document.getElementById("page")!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
