// The pages. What they ask of the server, and how, is what `orm-migrate export` wrote.

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Form } from "./form";
import type { NewChatBody, NewMessageBody, NewProjectBody, NewUserBody } from "./models";
import {
  useChatsAppend,
  useChatsGet,
  useProjectsCreateChat,
  useProjectsGet,
  useUsersActivity,
  useUsersCreate,
  useUsersCreateProject,
  useUsersList,
} from "./queries";

const time = (value: string | null) => (value === null ? "–" : new Date(value).toLocaleString());

/** A page whose key stands in the address. */
export type Page = (props: { id: string }) => ReactNode;

/** What was answered, or why nothing was. */
function Answered<Answer>({ query, children }: { query: UseQueryResult<Answer>; children: (answer: Answer) => ReactNode }) {
  if (query.isPending) return null;
  if (query.error === null) return children(query.data);
  return (
    <>
      <h1>{query.error.message}</h1>
      <a href="#">Users</a>
    </>
  );
}

export const Users: Page = () => {
  const users = useUsersList();
  const add = useUsersCreate();
  const fields = [
    { name: "name", label: "Name" },
    { name: "email", label: "E-mail" },
  ] as const;
  return (
    <Answered query={users}>
      {(rows) => (
        <>
          <h1>Who are you?</h1>
          <ul>
            {rows.map((user) => (
              <li key={user.id}>
                <a href={`#/users/${user.id}`}>{user.name}</a> {user.email}
              </li>
            ))}
          </ul>
          <Form<NewUserBody>
            title="Add user"
            fields={fields}
            submit={(body) => add.mutateAsync({ body })}
            error={add.error}
          />
        </>
      )}
    </Answered>
  );
};

export const Projects: Page = ({ id }) => {
  const activity = useUsersActivity(id);
  const create = useUsersCreateProject({ onSuccess: (project) => void (location.hash = `#/projects/${project.id}`) });
  const fields = [
    { name: "name", label: "Name" },
    { name: "description", label: "Description" },
    { name: "settings.historyLength", label: "Messages that the model is told of", type: "number" },
  ] as const;
  return (
    <Answered query={activity}>
      {(rows) => (
        <>
          <h1>Projects</h1>
          <table>
            <thead>
              <tr>
                <th>Project</th>
                <th>Chats</th>
                <th>Messages</th>
                <th>Last activity</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.projectId}>
                  <td>
                    <a href={`#/projects/${row.projectId}`}>{row.name}</a>
                  </td>
                  <td>{row.chats}</td>
                  <td>{row.messages}</td>
                  <td>{time(row.lastActivity)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Form<NewProjectBody>
            title="Create project"
            fields={fields}
            submit={(body) => create.mutateAsync({ id, body })}
            error={create.error}
          />
          <a href="#">Users</a>
        </>
      )}
    </Answered>
  );
};

export const Project: Page = ({ id }) => {
  const project = useProjectsGet(id);
  const start = useProjectsCreateChat({ onSuccess: (chat) => void (location.hash = `#/chats/${chat.id}`) });
  return (
    <Answered query={project}>
      {({ name, description, chats, files, ownerId }) => (
        <>
          <h1>{name}</h1>
          <p>{description ?? "–"}</p>
          <h2>Chats</h2>
          <ul>
            {chats.map((chat) => (
              <li key={chat.id}>
                <a href={`#/chats/${chat.id}`}>{chat.title}</a> {chat.messageCount}
              </li>
            ))}
          </ul>
          <Form<NewChatBody>
            title="Start chat"
            fields={[{ name: "title", label: "Title" }]}
            submit={(body) => start.mutateAsync({ id, body })}
            error={start.error}
          />
          <h2>Files</h2>
          <ul>
            {files.map((file) => (
              <li key={file.id}>
                {file.path}, {file.size} bytes
              </li>
            ))}
          </ul>
          <a href={`#/users/${ownerId}`}>Projects</a>
        </>
      )}
    </Answered>
  );
};

export const Chat: Page = ({ id }) => {
  const chat = useChatsGet(id);
  const say = useChatsAppend();
  return (
    <Answered query={chat}>
      {({ title, history, projectId }) => (
        <>
          <h1>{title}</h1>
          <ol className="history">
            {history.map((entry) => (
              <li key={entry.messageId} className={entry.author} title={time(entry.createdAt)}>
                {entry.text}
              </li>
            ))}
          </ol>
          <Form<NewMessageBody>
            title="Say"
            fields={[{ name: "text", label: "Message" }]}
            submit={(body) => say.mutateAsync({ id, body })}
            error={say.error}
          />
          <a href={`#/projects/${projectId}`}>Project</a>
        </>
      )}
    </Answered>
  );
};
