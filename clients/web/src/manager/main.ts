// The page /manager/
import { mount } from "svelte";
import "../lib/theme.css";
import "./manager.css";
import { words } from "../lib/i18n/manager/words.svelte";
import Page from "./manager.svelte";

void words.begin().then(() => mount(Page, { target: document.getElementById("page") as HTMLElement }));
