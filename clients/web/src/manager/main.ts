// The page /manager/
import { mount } from "svelte";
import "../lib/theme.css";
import Page from "./manager.svelte";

mount(Page, { target: document.getElementById("page") as HTMLElement });
