// The member's page: /
import { mount } from "svelte";
import "../lib/theme.css";
import Member from "./member.svelte";

mount(Member, { target: document.getElementById("page") as HTMLElement });
