/** A response with every element of Markdown that the panel draws, for tests of its looks and for pictures. */
export const everyElement = `# First heading

A paragraph with **bold**, *italic*, ***both***, ~~struck~~, \`code\`, [a link](https://example.com/a) and https://example.com/bare.\\
A second line, and [a file](src/main.ts).

## Second heading

- First level
- With **bold** and \`code\`
  - Second level
    - Third level
      - Fourth level
- Last

### Third heading

1. Number one
2. Number two
   1. Nested number
   2. Nested again
      - A bullet below numbers
3. Number three

#### Fourth heading

7. Seven
8. Eight

##### Fifth heading

- [ ] To do
- [x] Done

###### Sixth heading

* Loose item

  Its second paragraph.

* Another, with code:

  \`\`\`ts
  const answer: number = 42;
  \`\`\`

> A quote with **bold**.
>
> > A quote within it.
>
> - A list in a quote
>   1. With numbers

| Left | Center | Right |
| :--- | :----: | ----: |
| **a** | \`b\` | 1 |
| [link](https://example.com) | two<br>lines | 2,000 |

---

\`\`\`python
def greet(name: str) -> None:
    print(f"Hello, {name}")  # a comment
\`\`\`

- עברית בנקודה
  - רמה שנייה

1. مرحبا بالعالم
2. قائمة مرقمة

> اقتباس قصير

- [ ] לעשות

The last paragraph.
`;
