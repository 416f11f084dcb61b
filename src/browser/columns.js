// Lists of records, a column at a time: thousands of grants take a few calls.

export const having = (items, key, another) => items.filter((item) => item?.[key] && item[another]);

export const copies = (record, items) => items.map(() => ({ ...record }));

export const fill = (records, key, items, from) =>
  items.forEach((item, index) => {
    records[index][key] = item[from] || records[index][key];
  });

export const fillAny = (records, key, items) =>
  items.forEach((item, index) => {
    records[index][key] = item[key];
  });

export const fillWord = (records, key, items, ...words) =>
  items.forEach((item, index) => {
    if (words.includes(item[key])) records[index][key] = item[key];
  });

export const fillList = (records, key, items) =>
  items.forEach((item, index) => {
    records[index][key] = Array.isArray(item[key]) ? item[key] : [];
  });
