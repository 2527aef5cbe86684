// Block Kit as Slack draws it, as near as it gets. Messages are drawn by a look-alike; a modal and
// the Home tab get a plain frame, and inputs are drawn here, since only words matter in them.

import "slack-blocks-to-jsx/dist/style.css";

import { createRoot } from "react-dom/client";
import { Message } from "slack-blocks-to-jsx";

const theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
document.documentElement.dataset.theme = theme;
const data = {
  users: [{ id: "U0ADA", name: "Ada Brandt" }],
  channels: [{ id: "C0HARBOR", name: "team-harbor" }],
  user_groups: [],
};

// Slack reads <@U1> and <!date^…> in verbatim text as well; the look-alike does not.
// Nor has it files: those of the examples are named after the pictures beside them.
const readable = (blocks) =>
  JSON.parse(JSON.stringify(blocks, (key, value) => (key === "verbatim" ? undefined : value))).map(
    ({ slack_file: file, ...block }) =>
      file ? { ...block, image_url: `/charts/${file.id.slice(1).toLowerCase()}` } : block,
  );

const named = (id) => [...data.users, ...data.channels].find((one) => one.id === id)?.name ?? id;

function Blocks({ blocks, bare }) {
  return (
    <Message
      blocks={readable(blocks)}
      name="Drumbeat"
      logo="/drum.svg"
      time={new Date("2026-11-23T09:00:00")}
      data={data}
      withoutWrapper={bare}
      theme={theme}
    />
  );
}

function Modal({ view }) {
  return (
    <div className="modal">
      <div className="bar">{view.title.text}</div>
      <div className="blocks">
        {view.blocks.map((block, place) =>
          block.type === "input" ? (
            <Input key={place} block={block} />
          ) : (
            <Blocks key={place} blocks={[block]} bare />
          ),
        )}
      </div>
      <div className="foot">
        <span className="button">{view.close.text}</span>
        {view.submit && <span className="button send">{view.submit.text}</span>}
      </div>
    </div>
  );
}

function Input({ block }) {
  return (
    <div className="input">
      <div className="label">
        {block.label.text} {block.optional && <span className="optional">(optional)</span>}
      </div>
      <Element element={block.element} />
      {block.hint && <div className="hint">{block.hint.text}</div>}
    </div>
  );
}

function Element({ element }) {
  switch (element.type) {
    case "plain_text_input":
      return (
        <div className={element.multiline ? "box tall" : "box"}>
          {element.initial_value ?? <i>{element.placeholder?.text}</i>}
        </div>
      );
    case "radio_buttons":
    case "checkboxes": {
      const chosen = [element.initial_option, ...(element.initial_options ?? [])]
        .filter(Boolean)
        .map((option) => option.value);
      const type = element.type === "checkboxes" ? "checkbox" : "radio";
      return element.options.map((option) => (
        <label key={option.value} className="option">
          <input type={type} readOnly checked={chosen.includes(option.value)} /> {option.text.text}
        </label>
      ));
    }
    case "static_select":
      return <div className="box menu">{element.initial_option?.text.text ?? "Choose an option"}</div>;
    case "multi_static_select": {
      const chosen = (element.initial_options ?? []).map((option) => option.text.text).join(", ");
      return <div className="box menu">{chosen || "Select options"}</div>;
    }
    case "timepicker":
      return <div className="box menu">{element.initial_time ?? "Select time"}</div>;
    case "datepicker":
      return <div className="box menu">{element.initial_date ?? "Select date"}</div>;
    case "users_select":
      return <div className="box menu">{named(element.initial_user) ?? "Select a user"}</div>;
    case "conversations_select":
      return <div className="box menu">{named(element.initial_conversation) ?? "Select a conversation"}</div>;
    default:
      throw new Error(`not drawn: ${element.type}`);
  }
}

function Shown({ surface, payload }) {
  if (surface === "modal") return <Modal view={payload} />;
  if (surface === "home")
    return (
      <div className="home">
        <Blocks blocks={payload.blocks} bare />
      </div>
    );
  return <Blocks blocks={payload.blocks} />;
}

createRoot(document.getElementById("all")).render(
  Object.entries(window.examples).map(([name, example]) => (
    <figure key={name} data-name={name}>
      <figcaption>{name}</figcaption>
      <Shown {...example} />
    </figure>
  )),
);
